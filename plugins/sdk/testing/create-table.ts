import {
  combineRules,
  defineRules,
  openDocument,
  type Edit,
  type Json,
  type RuleDocument,
} from '#crdt-rules'
import * as Y from 'yjs'
import type { Change, Outcome } from '../action.ts'
import type { CompendiumEntry } from '../compendium.ts'
import { coreRules } from '../core-rules.ts'
import { createDice } from '../create-dice.ts'
import type { Dice } from '../dice.ts'
import type { Plugin } from '../plugin.ts'
import { createActorReader, type ActorReader, type WorldReader } from '../readers.ts'
import { valueAt } from './value-at.ts'
import { loadedDice, seededRandom } from './loaded-dice.ts'

/** A table in memory: one real document, a plugin, and dice that can be loaded. */
export interface TestTable {
  readonly document: RuleDocument
  readonly world: WorldReader
  /** An actor made from a compendium entry, with a token; the id is the one given. */
  place(entry: string, at?: Placing): ActorReader
  /** What an action answers, without changing the table. */
  attempt(action: string, input: unknown, faces?: readonly number[]): Outcome
  /** Performs an action and writes its changes; dice show `faces`, or fall as the seed says. */
  perform(action: string, input: unknown, faces?: readonly number[]): Outcome
  write(path: string, edit: Edit): void
  read(path: string): Json | undefined
  /** Another device at the same table: it knows all that is known here, and nothing later. */
  fork(): TestTable
  /** Takes in what another device did. */
  hear(other: TestTable): void
}

export interface Placing {
  readonly id?: string
  readonly name?: string
  readonly x?: number
  readonly y?: number
  readonly scene?: string
}

/** Sets up a table for a plugin's tests: no browser, no network, no clock. */
export function createTable(plugin: Plugin, seed = 1): TestTable {
  return openTable(plugin, { seed, entries: new Map(plugin.compendium.map((e) => [e.id, e])) })
}

/** Sets up a table whose compendium holds these entries as well. */
export function createTableWith(
  plugin: Plugin,
  entries: readonly CompendiumEntry[],
  seed = 1,
): TestTable {
  const all = [...plugin.compendium, ...entries]
  return openTable(plugin, { seed, entries: new Map(all.map((entry) => [entry.id, entry])) })
}

interface Setting {
  readonly seed: number
  readonly entries: ReadonlyMap<string, CompendiumEntry>
}

function openTable(plugin: Plugin, { seed, entries }: Setting): TestTable {
  const doc = new Y.Doc()
  const random = seededRandom(seed)
  let clock = Date.UTC(2026, 0, 1)
  const document = openDocument({
    doc,
    rules: combineRules(defineRules(coreRules), defineRules(plugin.rules)),
    now: () => (clock += 1000),
    words: new Y.Doc(),
    defaults: (path) => defaultOf(path),
  })

  /** What the template of an actor says about a path that nobody wrote. */
  function defaultOf(path: string): Json | undefined {
    const [root, id, ...rest] = path.split('.')
    if (root !== 'actors' || rest.length === 0 || rest[0] === 'template') return undefined
    const template = document.read(`actors.${id ?? ''}.template`)
    const entry = typeof template === 'string' ? entries.get(template) : undefined
    if (entry === undefined) return undefined
    if (rest.length === 1 && rest[0] === 'kind') return entry.kind
    if (rest.length === 1 && rest[0] === 'name') return entry.name
    return valueAt(entry.data, rest.join('.'))
  }

  function actor(id: string): ActorReader | undefined {
    if (!document.exists(`actors.${id}`)) return undefined
    return createActorReader(id, (path) => document.read(`actors.${id}.${path}`), plugin.derived)
  }

  const world: WorldReader = {
    actor,
    read: document.read,
    entities: document.entities,
    tokenOf(actorId) {
      const id = document
        .entities('tokens')
        .find((token) => document.read(`tokens.${token}.actor`) === actorId)
      const position = id === undefined ? undefined : document.read(`tokens.${id}.position`)
      if (id === undefined || position === undefined) return undefined
      return { id, x: numberAt(position, 'x'), y: numberAt(position, 'y') }
    },
    me: { member: 'gm', role: 'gm' },
  }

  function attempt(id: string, input: unknown, faces?: readonly number[]): Outcome {
    const dice: Dice = faces === undefined ? createDice(random) : loadedDice(faces)
    const action = plugin.actions.find((known) => known.id === id)
    if (action === undefined)
      throw new Error(`${plugin.name} has no action "${id}". Mend the test.`)
    const parsed = action.input.safeParse(input)
    if (!parsed.success) {
      return { type: 'refused', because: parsed.error.issues[0]?.message ?? 'Not understood.' }
    }
    return action.perform(parsed.data, world, dice)
  }

  function apply(change: Change): void {
    if ('create' in change) document.create(change.create)
    else if ('remove' in change) document.remove(change.remove)
    else if ('restore' in change) document.restore(change.restore)
    else document.write(change.path, change.edit)
  }

  return {
    document,
    world,
    attempt,
    read: document.read,
    write: document.write,

    place(entryId, { id, name, x = 0, y = 0, scene = 'scene' } = {}) {
      const entry = entries.get(entryId)
      if (entry === undefined) throw new Error(`No compendium entry "${entryId}". Mend the test.`)
      const actorId = id ?? entryId.slice(entryId.lastIndexOf(':') + 1)
      document.transact(() => {
        document.create(`actors.${actorId}`)
        document.write(`actors.${actorId}.template`, { set: entryId })
        if (name !== undefined) document.write(`actors.${actorId}.name`, { set: name })
        document.create(`tokens.${actorId}`)
        document.write(`tokens.${actorId}.actor`, { set: actorId })
        document.write(`tokens.${actorId}.size`, { set: entry.size })
        document.write(`tokens.${actorId}.position`, { set: { scene, x, y, elevation: 0 } })
      })
      const placed = actor(actorId)
      if (placed === undefined) throw new Error(`"${actorId}" was removed. Place it by another id.`)
      return placed
    },

    perform(action, input, faces) {
      const outcome = attempt(action, input, faces)
      if (outcome.type === 'done') document.transact(() => outcome.changes.forEach(apply))
      return outcome
    },

    fork() {
      const other = openTable(plugin, { seed: seed + 1, entries })
      Y.applyUpdate(other.document.doc, Y.encodeStateAsUpdate(doc))
      return other
    },

    hear(other) {
      const missing = Y.encodeStateAsUpdate(other.document.doc, Y.encodeStateVector(doc))
      document.apply(missing)
    },
  }
}

function numberAt(value: Json, key: 'x' | 'y'): number {
  if (typeof value !== 'object' || value === null || !(key in value)) return 0
  const found = (value as { readonly [key: string]: Json })[key]
  return typeof found === 'number' ? found : 0
}
