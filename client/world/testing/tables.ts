import { mentions } from '#crdt-rules/testing'
import type { Plugin } from '#plugin-sdk'
import * as Y from 'yjs'
import type { DocumentName } from '../../sync/index.ts'
import { createWorld } from '../create-world.ts'
import { createMemoryShelf } from '../options.ts'
import type { Role, SceneSeed, TokenView } from '../views.ts'
import type { World } from '../world.ts'
import { createJoinedSessions, type JoinedSession } from './joined-sessions.ts'
import { practiceSystem } from './practice-system.ts'

/** A person with their own world over their own documents. */
export interface Seat {
  readonly world: World
  readonly session: JoinedSession
  token(name: string): TokenView
  /** The id of the actor of that name. */
  actor(name: string): string
  /** What the actor of that name has left, whoever is told so on the map. */
  hitPoints(name: string): number
}

/** A GM who just founded a session of a game system, and chairs for the others. */
export async function setUpTable(
  plugin: Plugin = practiceSystem,
  shapes: SceneSeed['shapes'] = seed.shapes,
) {
  const sessions = createJoinedSessions()

  async function sit(member: string, role: Role, founds = false): Promise<Seat> {
    const session = sessions.join(member, role)
    sessions.meet()
    const world = await createWorld({
      session,
      plugin,
      random: createRandom(member.length + member.charCodeAt(0) * 977),
      schedule: sessions.schedule,
      colours: ['#e69f00', '#56b4e9', '#12a37a'],
      shelf: createMemoryShelf(),
      profile: { name: member.charAt(0).toUpperCase() + member.slice(1) },
      ...(founds ? { seed: { ...seed, shapes } } : {}),
      inviteLink: (asked) => `https://table.example/#${asked}`,
    })
    sessions.meet()
    const actor = (name: string) =>
      found(
        world.actors.find((actor) => actor.name === name),
        name,
      ).id
    return {
      world,
      session,
      token: (name) =>
        found(
          world.tokens.find((token) => token.name === name),
          name,
        ),
      actor,
      hitPoints(name) {
        const reader = found(world.actor(actor(name)), name)
        return reader.number('attributes.hp.value', reader.number('attributes.hp.max'))
      },
    }
  }

  const gm = await sit('gm', 'gm', true)
  return { ...sessions, sit, gm }
}

/** Whether a document that a person's device holds has the words in it; of all of them, unless one is named. */
export function holds({ session }: Seat, words: string, name?: DocumentName): boolean {
  return [...session.docs].some(
    ([of, doc]) => (name ?? of) === of && mentions(Y.encodeStateAsUpdate(doc), words),
  )
}

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`There is no ${name} here.`)
  return thing
}

const seed: SceneSeed = {
  name: 'Practice hall',
  columns: 12,
  rows: 8,
  cellFeet: 5,
  shapes: [{ type: 'rug', x: 1, y: 1, width: 2, height: 2 }],
  places: {
    heroes: [
      { x: 2, y: 3 },
      { x: 2, y: 5 },
    ],
    monsters: [
      { x: 8, y: 3 },
      { x: 8, y: 5 },
    ],
  },
}

/** Numbers in [0, 1) that are the same in every run. */
function createRandom(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
