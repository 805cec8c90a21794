import { addWinsSet, lww, tally } from '#crdt-rules'
import {
  defineAction,
  definePlugin,
  refuse,
  type AnyAction,
  type CompendiumEntry,
} from '#plugin-sdk'
import { z } from 'zod'

const Aimed = z.object({ actor: z.string(), target: z.string(), amount: z.number().optional() })

/** Hits for `amount` hit points, or for a rolled d6. */
const strike = defineAction({
  id: 'strike',
  name: 'Strike',
  icon: 'sword',
  aim: 'target',
  input: Aimed,
  perform({ actor, target, amount }, world, dice) {
    const [attacker, victim] = [world.actor(actor), world.actor(target)]
    if (attacker === undefined || victim === undefined) return refuse('No target picked.')
    const rolls = amount === undefined ? [dice.roll('1d6')] : []
    const damage = amount ?? rolls[0]?.total ?? 0
    const left = victim.number('attributes.hp.value') - damage
    return {
      type: 'done',
      rolls,
      say: `${attacker.text('name')} hits ${victim.text('name')} for ${damage}`,
      changes: [
        { path: `actors.${target}.attributes.hp.value`, edit: { add: -damage } },
        ...(left > 0
          ? []
          : [{ path: `actors.${target}.conditions`, edit: { add: 'unconscious' } } as const]),
      ],
    }
  },
})

const afflict = defineAction({
  id: 'afflict',
  name: 'Afflict',
  icon: 'zap',
  aim: 'target',
  input: z.object({
    actor: z.string(),
    target: z.string(),
    condition: z.string(),
    on: z.boolean(),
  }),
  perform: ({ target, condition, on }, world) => ({
    type: 'done',
    rolls: [],
    say: `${world.actor(target)?.text('name')} is ${on ? '' : 'no longer '}${condition}`,
    changes: [
      {
        path: `actors.${target}.conditions`,
        edit: on ? { add: condition } : { remove: condition },
      },
    ],
  }),
})

/** Everyone on the map fights, in the order of their names' lengths; the first begins. */
const begin = defineAction({
  id: 'begin',
  name: 'Begin the fight',
  icon: 'play',
  aim: 'self',
  input: z.object({ first: z.string() }),
  perform: ({ first }, world) => ({
    type: 'done',
    rolls: [],
    say: 'the fight begins',
    changes: [
      { create: 'encounters.e1' },
      { path: 'encounters.e1.active', edit: { set: true } },
      { path: 'encounters.e1.round', edit: { set: 1 } },
      { path: 'encounters.e1.turn', edit: { set: first } },
      ...world.entities('actors').map((id) => ({
        path: 'encounters.e1.order',
        edit: { add: { id, position: world.actor(id)?.text('name').length ?? 0 } },
      })),
    ],
  }),
})

const stumble = defineAction({
  id: 'stumble',
  name: 'Stumble',
  icon: 'skull',
  aim: 'self',
  input: z.object({ actor: z.string() }),
  perform() {
    throw new Error('tripped over a bug')
  },
})

/** Writes one good and one bad value. */
const overreach = defineAction({
  id: 'overreach',
  name: 'Overreach',
  icon: 'sparkles',
  aim: 'self',
  input: z.object({ actor: z.string() }),
  perform: ({ actor }) => ({
    type: 'done',
    rolls: [],
    say: 'reaches too far',
    changes: [
      { path: `actors.${actor}.attributes.hp.value`, edit: { add: -1 } },
      { path: `actors.${actor}.attributes.hp.max`, edit: { set: 'a lot' } },
    ],
  }),
})

function entry(name: string, art: string, hitPoints: number): CompendiumEntry {
  return {
    id: `practice:${name.toLowerCase()}`,
    kind: 'creature',
    name,
    summary: `A ${art} to practise on`,
    art,
    size: 1,
    data: { attributes: { hp: { max: hitPoints } } },
  }
}

/** A game system small enough to see the world behind it. */
export const practiceSystem = definePlugin({
  id: 'practice',
  version: '1.0.0',
  name: 'Practice',
  rules: {
    'actors.*.attributes.hp.value': tally({
      sets: 'min',
      floor: 0,
      ceiling: 'actors.*.attributes.hp.max',
    }),
    'actors.*.attributes.hp.max': lww(z.int().min(0).max(1000)),
    'actors.*.attributes.hp.temporary': tally({ sets: 'max', floor: 0 }),
    'actors.*.conditions': addWinsSet(z.string().max(40)),
  },
  kinds: {
    creature: {
      name: 'Creature',
      schema: z.looseObject({ attributes: z.looseObject({ hp: z.looseObject({ max: z.int() }) }) }),
      sheet: { block: 'column', children: [] },
      quickActions: ['strike'],
    },
  },
  conditions: [
    { id: 'unconscious', name: 'Unconscious', description: 'Out of it.' },
    { id: 'prone', name: 'Prone', description: 'On the floor.' },
  ],
  derived: {},
  actions: [strike, afflict, begin, stumble, overreach] as readonly AnyAction[],
  compendium: [entry('Hero', 'fighter', 20), entry('Goblin', 'humanoid', 15)],
  importers: [
    {
      id: 'list',
      name: 'a list of creatures',
      accepts: (json) => Array.isArray(json),
      read(json, progress) {
        const entries = z.array(z.object({ name: z.string(), hp: z.int() })).parse(json)
        progress(entries.length, entries.length)
        return Promise.resolve({
          entries: entries.map(({ name, hp }) => entry(name, 'beast', hp)),
          refused: [],
          cancelled: false,
        })
      },
    },
  ],
  starter: { heroes: ['practice:hero'], monsters: ['practice:goblin'] },
})
