import type { Change, CompendiumEntry } from '#plugin-sdk'
import { type Line, line } from '../../texts/told.ts'
import type { ActorsPart } from '../scene/actors.ts'
import type { Commit } from './commit.ts'
import type { CompendiumPart } from '../compendium/compendium.ts'
import { entryEntity } from '../documents/entry-path.ts'
import type { Ids } from '../ids.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Placing } from '../parts.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Answer, Cell } from '../views.ts'
import { refuse } from '../refuse.ts'

interface PlacingOptions {
  readonly merged: MergedView
  readonly actors: ActorsPart
  readonly tokens: TokensPart
  readonly compendium: CompendiumPart
  readonly commit: Commit
  readonly ids: Ids
  readonly member: string
  readonly hasGmKey: boolean
  readonly openSceneId: () => string | undefined
  /** Being prepared: what is placed there waits unseen for it to be shown. */
  readonly isSceneHidden: () => boolean
}

export interface PlacingPart extends Omit<Placing, 'hide' | 'reveal'> {
  /** The name, or its next number when somebody in sight has it. */
  readonly publicName: (name: string, alsoTaken: ReadonlySet<string>) => string
  /** What writes a new actor and its token; its name is told apart from those taken. */
  changesFor(entry: CompendiumEntry, scene: string, at: Cell, taken: ReadonlySet<string>): Placed
}

export interface Placed {
  readonly token: string
  readonly name: string
  readonly changes: readonly Change[]
}

/** Puts actors on the map and takes them off. */
export function createPlacing(options: PlacingOptions): PlacingPart {
  const { merged, actors, tokens, compendium, commit, ids } = options

  function changesFor(
    entry: CompendiumEntry,
    scene: string,
    at: Cell,
    taken: ReadonlySet<string>,
  ): Placed {
    const placed = newcomer(entry, scene, at, taken)
    return { ...placed, changes: [...shareEntry(entry), ...placed.changes] }
  }

  function newcomer(
    entry: CompendiumEntry,
    scene: string,
    at: Cell,
    taken: ReadonlySet<string>,
  ): Placed {
    const [actor, token] = [`actors.${ids.actor()}`, `tokens.${ids.token()}`]
    const name = numberedName(entry.name, taken)
    const position = { scene, x: at.x, y: at.y, elevation: 0 }
    return {
      name,
      token: idOf(token),
      changes: [
        { create: actor },
        { path: `${actor}.template`, edit: { set: entry.id } },
        ...(name === entry.name ? [] : [{ path: `${actor}.name`, edit: { set: name } }]),
        { create: token },
        { path: `${token}.actor`, edit: { set: idOf(actor) } },
        { path: `${token}.position`, edit: { set: position } },
      ],
    }
  }

  /** Others read an actor's defaults from its entry, so one that only this device has goes along. */
  function shareEntry(entry: CompendiumEntry): Change[] {
    const entity = entryEntity(entry.id)
    if (compendium.ships(entry.id) || merged.exists(entity)) return []
    const set = JSON.parse(JSON.stringify(entry)) as never
    return [{ create: entity }, { path: `${entity}.entry`, edit: { set } }]
  }

  /** A number that skips a hidden one would tell players that it is there. */
  function namesInUse(alsoHidden: boolean): ReadonlySet<string> {
    const inSight = actors.all().filter(({ hidden }) => alsoHidden || !hidden)
    return new Set(inSight.map(({ name }) => name))
  }

  /** A picture's name is told apart from those on the map, as far as who reads it may know them. */
  function namesOnMap(alsoHidden: boolean): ReadonlySet<string> {
    const inSight = tokens.all().filter(({ hidden }) => alsoHidden || !hidden)
    return new Set(inSight.map(({ name }) => name))
  }

  return {
    changesFor,
    publicName(name, alsoTaken) {
      const taken = new Set([...namesInUse(false), ...alsoTaken])
      return taken.has(name) ? numberedName(name.replace(/ \d+$/, ''), taken) : name
    },

    addFromCompendium(entryId, cells, { hidden = false }) {
      const entry = compendium.entry(entryId)
      const scene = options.openSceneId()
      if (entry === undefined) throw new Error(`The compendium has no entry "${entryId}".`)
      if (scene === undefined) throw new Error('There is no open scene to place it on.')
      if (hidden && !options.hasGmKey) throw new Error('Only a GM can place a hidden token.')
      const waits = !hidden && options.isSceneHidden()
      const taken = new Set(namesInUse(hidden || waits))
      const placed = cells.map((at) => {
        const one = newcomer(entry, scene, at, taken)
        taken.add(one.name)
        return one
      })
      const answer = commit({
        changes: [
          ...shareEntry(entry),
          ...placed.flatMap(({ changes }) => changes),
          ...(waits ? placed.map(({ token }) => waitingFor(token)) : []),
        ],
        input: { entry: entryId },
        say: () => tellPlaced(entry.name, placed),
        action: 'place',
        secretly: hidden || waits,
        logged: true,
      })
      if (answer.type === 'refused') throw new Error(answer.because.text)
      return placed.map(({ token }) => token)
    },

    addPicture({ name: called, art }, { x, y }, { hidden = false }) {
      const scene = options.openSceneId()
      if (scene === undefined) return refuse('refused.noSceneToPlace')
      if (hidden && !options.hasGmKey) return refuse('refused.gmPlaceHidden')
      const waits = !hidden && options.isSceneHidden()
      const id = ids.token()
      const path = `tokens.${id}`
      const name = numberedName(called.slice(0, 80), namesOnMap(hidden || waits))
      const answer = commit({
        changes: [
          { create: path },
          { path: `${path}.name`, edit: { set: name } },
          { path: `${path}.art`, edit: { set: art } },
          { path: `${path}.position`, edit: { set: { scene, x, y, elevation: 0 } } },
          ...(waits ? [waitingFor(id)] : []),
        ],
        input: { art },
        say: () => line('told.placed', name),
        action: 'place',
        secretly: hidden || waits,
        logged: true,
      })
      return answer.type === 'refused' ? answer : { type: 'done', ids: [id] }
    },

    removeToken(id) {
      const token = tokens.token(id)
      if (token === undefined || token.isGlimpse === true) return gone
      const { actor } = token
      return commit({
        changes: [
          { remove: `tokens.${id}` },
          ...(actor !== undefined && isOnlyHere(actor) ? [{ remove: `actors.${actor}` }] : []),
        ],
        input: { token: id },
        say: () => line('told.takenOff', token.name),
        action: 'remove',
        logged: true,
      })
    },

    claim(actor) {
      if (!merged.exists(`actors.${actor}`)) return gone
      return commit({
        changes: [{ path: `actors.${actor}.players`, edit: { add: options.member } }],
        input: { actor },
        say: () => line('told.plays', actors.nameOf(actor)),
        action: 'claim',
        logged: true,
      })
    },
  }

  /** A monster goes with its only token; who is played by somebody stays. */
  function isOnlyHere(actor: string): boolean {
    const summary = actors.all().find(({ id }) => id === actor)
    return summary?.players.length === 0 && tokens.ofActor(actor).length === 1
  }
}

/** 'Goblin', then 'Goblin 2', 'Goblin 3'. */
export function numberedName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} ${number}`)) number++
  return `${name} ${number}`
}

function waitingFor(token: string): Change {
  return { path: `tokens.${token}.waits`, edit: { set: true } }
}

function tellPlaced(name: string, placed: readonly Placed[]): Line {
  const [first, second] = placed
  return second === undefined
    ? line('told.placed', first?.name ?? name)
    : line('told.placedMany', placed.length, name)
}

function idOf(entity: string): string {
  return entity.slice(entity.indexOf('.') + 1)
}

const gone: Answer = refuse('refused.gone')
