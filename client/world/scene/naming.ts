import type { Json } from '#crdt-rules'
import { blocksOf, type Plugin } from '#plugin-sdk'
import type { ActorsPart } from './actors.ts'
import { toList, toText } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'

/** Puts paths and values in a person's words. */
export interface Naming {
  /** 'Goblin: hit points' for `actors.goblin1.attributes.hp.value`; 'Goblin' for whether it is there. */
  path(path: string): string
  /** What a path says by a value. */
  valueAt(path: string, value: Json | undefined): string
  value(value: Json | undefined): string
  /** What an element of a collection is called: a condition, a member, who has a turn. */
  element(path: string, element: Json): string
}

/** Labels come from the game system's sheets; what has none is named by its path's last words. */
export function createNaming(plugin: Plugin, merged: MergedView, actors: ActorsPart): Naming {
  const labels = new Map(
    Object.values(plugin.kinds)
      .flatMap((kind) => blocksOf(kind.sheet))
      .flatMap((block) =>
        'path' in block
          ? [[block.path, 'label' in block ? block.label : block.block] as const]
          : [],
      ),
  )

  function owner(kind: string, id: string): string {
    switch (kind) {
      case 'actors':
        return actors.nameOf(id)
      case 'tokens': {
        const actor = merged.read(`tokens.${id}.actor`)
        const own = merged.read(`tokens.${id}.name`)
        return toText(own, typeof actor === 'string' ? actors.nameOf(actor) : 'Token')
      }
      case 'journal':
        return toText(merged.read(`journal.${id}.title`), 'Journal entry')
      case 'scenes':
      case 'members':
      case 'library':
      case 'playlists':
        return toText(merged.read(`${kind}.${id}.name`), words(kind))
      default:
        return words(kind)
    }
  }

  return {
    path(path) {
      const [kind = '', id = '', ...rest] = path.split('.')
      const field = rest.join('.')
      if (field === '$') return owner(kind, id)
      const label =
        usual[field] ?? (kind === 'actors' ? labels.get(field)?.toLowerCase() : undefined)
      return `${owner(kind, id)}: ${label ?? words(rest.at(-1) ?? kind)}`
    },

    valueAt(path, value) {
      if (path.endsWith('.$')) return value === true ? 'there' : 'removed'
      if (!Array.isArray(value)) return this.value(value)
      const elements = toList(value).map((element) => this.element(path, element))
      return toText(elements.join(', '), 'nothing', 120)
    },

    element(path, element) {
      const id = idOf(element)
      if (id === undefined) return short(element)
      const condition = plugin.conditions.find((known) => known.id === id)
      if (path.endsWith('.conditions') && condition !== undefined) return condition.name
      if (membersAt.test(path)) return toText(merged.read(`members.${id}.name`), id)
      if (path.endsWith('.order') && merged.exists(`actors.${id}`)) return actors.nameOf(id)
      return toText(id, 'nothing', 60)
    },

    value(value) {
      if (value === undefined || value === null) return 'nothing'
      if (typeof value === 'boolean') return value ? 'yes' : 'no'
      if (typeof value === 'number') return String(Math.round(value * 100) / 100)
      if (typeof value === 'string') return toText(value, 'nothing')
      if (Array.isArray(value)) return toText(value.map(short).join(', '), 'nothing', 120)
      return short(value)
    },
  }
}

/** An element that is its own id, or one of an order. */
function idOf(element: Json): string | undefined {
  if (typeof element === 'string') return element
  const isPlace = element !== null && typeof element === 'object' && 'id' in element
  return isPlace && typeof element.id === 'string' ? element.id : undefined
}

function short(value: Json): string {
  if (value === null || typeof value !== 'object') return String(value)
  if ('x' in value && 'y' in value)
    return `column ${Number(value.x) + 1}, row ${Number(value.y) + 1}`
  return toText(JSON.stringify(value), 'nothing', 60)
}

const membersAt = /\.(players|shownTo|listedFor)$/

/** 'hitDice' as 'hit dice'. */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

const usual: Readonly<Record<string, string>> = {
  'attributes.hp.value': 'hit points',
  'attributes.hp.max': 'hit point maximum',
  'attributes.hp.temporary': 'temporary hit points',
  'attributes.ac': 'armour class',
  conditions: 'conditions',
  position: 'position',
  players: 'players',
  order: 'initiative order',
}
