import { conditionsOf } from '#plugin-sdk'
import { createTable, verifyPlugin } from '#plugin-sdk/testing'
import { expect, test } from 'vitest'
import { simple } from './index.ts'

test('the simple system keeps the promises of a plugin', () => {
  expect(verifyPlugin(simple)).toEqual([])
})

test('an attack that reaches the defence deals its damage', () => {
  const table = createTable(simple)
  table.place('simple:hero')
  table.place('simple:wolf')
  const outcome = table.perform('attack', { actor: 'hero', target: 'wolf' }, [8, 5])
  expect(outcome).toMatchObject({ type: 'done', say: 'Hero attacks Wolf: 13 hits for 8.' })
  expect(table.read('actors.wolf.attributes.hp.value')).toBe(3)
})

test('who falls to 0 is down and cannot attack, until healed', () => {
  const table = createTable(simple)
  table.place('simple:hero')
  const wolf = table.place('simple:wolf')
  table.write('actors.wolf.attributes.hp.value', { set: 2 })
  table.perform('attack', { actor: 'hero', target: 'wolf' }, [20, 1])
  expect(conditionsOf(wolf, simple)).toEqual(['down'])
  const answer = table.perform('attack', { actor: 'wolf', target: 'hero' })
  expect(answer).toEqual({ type: 'refused', because: 'Wolf is down.' })
  table.perform('heal', { actor: 'hero', target: 'wolf', amount: 4 })
  expect(conditionsOf(wolf, simple)).toEqual([])
  expect(wolf.number('attributes.hp.value')).toBe(4)
})

test('hits made apart both count', () => {
  const alice = createTable(simple)
  alice.place('simple:hero')
  alice.place('simple:ghost')
  const bob = alice.fork()
  alice.perform('attack', { actor: 'hero', target: 'ghost' }, [15, 5])
  bob.perform('attack', { actor: 'hero', target: 'ghost' }, [15, 6])
  alice.hear(bob)
  bob.hear(alice)
  expect(alice.read('actors.ghost.attributes.hp.value')).toBe(30 - 8 - 9)
  expect(bob.read('actors.ghost.attributes.hp.value')).toBe(30 - 8 - 9)
})

test('a condition comes and goes', () => {
  const table = createTable(simple)
  const hero = table.place('simple:hero')
  table.perform('condition', { actor: 'hero', choice: 'hidden' })
  expect(hero.list('conditions')).toEqual(['hidden'])
  table.perform('condition', { actor: 'hero', choice: 'hidden' })
  expect(hero.list('conditions')).toEqual([])
})
