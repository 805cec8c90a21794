import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineAction, type Plugin } from '../index.ts'
import { createTable, verifyPlugin } from './index.ts'
import { simple } from '../../simple/index.ts'

function simpleWith(change: Partial<Plugin>): Plugin {
  return { ...simple, ...change }
}

const actor = z.object({ actor: z.string() })

describe('verifyPlugin', () => {
  test('finds nothing in a plugin that keeps its promises', () => {
    expect(verifyPlugin(simple)).toEqual([])
  })

  test('names an entry that does not fit its kind', () => {
    const broken = simpleWith({
      compendium: simple.compendium.map((entry) => ({ ...entry, data: { attributes: 'none' } })),
    })
    expect(verifyPlugin(broken)[0]).toContain('simple:hero: "attributes" does not fit its kind')
  })

  test('names an action that throws, one that is silent, and one whose changes are refused', () => {
    const base = { icon: 'hand', aim: 'self', input: actor } as const
    const broken = simpleWith({
      actions: [
        ...simple.actions,
        defineAction({
          ...base,
          id: 'throws',
          name: 'Throws',
          perform: () => {
            throw new Error('oh no')
          },
        }),
        defineAction({
          ...base,
          id: 'silent',
          name: 'Silent',
          perform: () => ({ type: 'refused', because: '' }),
        }),
        defineAction({
          ...base,
          id: 'wrong',
          name: 'Wrong',
          perform: ({ actor: id }) => ({
            type: 'done',
            changes: [{ path: `actors.${id}.attributes.hp.max`, edit: { set: 'many' } }],
            say: 'Something happens.',
            rolls: [],
          }),
        }),
      ],
    })
    const found = verifyPlugin(broken).join('\n')
    expect(found).toContain('"throws" with {"actor":"one","target":"other","amount":3} throws')
    expect(found).toContain('It says nothing.')
    expect(found).toContain('actors.one.attributes.hp.max is refused')
  })

  test('names a derived number that is none', () => {
    const broken = simpleWith({ derived: { ...simple.derived, luck: () => NaN } })
    expect(verifyPlugin(broken)[0]).toContain('"luck" is NaN')
  })
})

describe('a table in memory', () => {
  test('an actor reads as its template until something is written', () => {
    const table = createTable(simple)
    const wolf = table.place('simple:wolf')
    expect(wolf.text('name')).toBe('Wolf')
    expect(wolf.number('attributes.hp.value')).toBe(11)
    table.write('actors.wolf.attributes.hp.value', { add: -4 })
    expect(wolf.number('attributes.hp.value')).toBe(7)
  })

  test('two devices apart hear of each other only when told', () => {
    const gm = createTable(simple)
    gm.place('simple:wolf')
    const alice = gm.fork()
    alice.write('actors.wolf.attributes.hp.value', { add: -4 })
    expect(gm.read('actors.wolf.attributes.hp.value')).toBe(11)
    gm.hear(alice)
    expect(gm.read('actors.wolf.attributes.hp.value')).toBe(7)
  })
})
