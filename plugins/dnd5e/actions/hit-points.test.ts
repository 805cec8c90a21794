import { conditionsOf } from '#plugin-sdk'
import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'

function setUpParty() {
  const table = createTable(dnd5e)
  return {
    table,
    cleric: table.place('dnd5e:characters:cleric'),
    rogue: table.place('dnd5e:characters:rogue', { x: 1 }),
    goblin: table.place('dnd5e:monsters:goblin', { x: 2 }),
  }
}

describe('damage by an amount', () => {
  test('takes temporary hit points first', () => {
    const { table, rogue } = setUpParty()
    table.perform('temporary-hit-points', { actor: 'rogue', amount: 5 })
    const outcome = table.perform('damage', { actor: 'rogue', amount: 8 })
    expect(rogue.number('attributes.hp.temporary')).toBe(0)
    expect(rogue.number('attributes.hp.value')).toBe(21)
    expect(outcome).toMatchObject({
      say: 'Pip Underbough takes 8 damage. 5 of it is taken by temporary hit points.',
    })
  })

  test('reaches several at once', () => {
    const { table, rogue, goblin } = setUpParty()
    const targets = ['rogue', 'goblin', 'goblin', 'nobody']
    table.perform('damage', { actor: 'cleric', targets, amount: 6, choice: 'fire' })
    expect(rogue.number('attributes.hp.value')).toBe(18)
    expect(goblin.number('attributes.hp.value')).toBe(1)
  })

  test('is refused without an amount or a target', () => {
    const { table } = setUpParty()
    expect(table.perform('damage', { actor: 'rogue' })).toMatchObject({
      because: 'Say how much damage.',
    })
    expect(table.perform('damage', { actor: 'nobody', amount: 3 })).toMatchObject({
      because: 'No target picked.',
    })
  })
})

describe('healing', () => {
  test('by an amount, up to the maximum', () => {
    const { table, rogue } = setUpParty()
    table.write('actors.rogue.attributes.hp.value', { set: 20 })
    table.perform('heal', { actor: 'cleric', target: 'rogue', amount: 3 })
    expect(rogue.number('attributes.hp.value')).toBe(23)
    table.perform('heal', { actor: 'cleric', target: 'rogue', amount: 30 })
    expect(rogue.number('attributes.hp.value')).toBe(24)
  })

  test('by a spell throws its dice and spends its slot', () => {
    const { table, cleric, rogue } = setUpParty()
    table.write('actors.rogue.attributes.hp.value', { set: 5 })
    const input = { actor: 'cleric', target: 'rogue', choice: 'cure-wounds' }
    expect(table.perform('heal', input, [4])).toMatchObject({
      say: 'Sister Maren uses Cure Wounds: Pip Underbough regains 10 hit points.',
      rolls: [{ notation: '1d8+3+3', total: 10 }],
    })
    expect(rogue.number('attributes.hp.value')).toBe(15)
    expect(cleric.number('attributes.slots.1.value')).toBe(3)
  })

  test('wakes who was at 0, but leaves them lying', () => {
    const { table, rogue } = setUpParty()
    table.perform('damage', { actor: 'rogue', amount: 30 })
    expect(conditionsOf(rogue, dnd5e)).toEqual(['prone', 'unconscious'])
    table.perform('damage', { actor: 'rogue', amount: 1 })
    expect(rogue.number('attributes.death.failures')).toBe(1)
    table.perform('heal', { actor: 'cleric', target: 'rogue', amount: 4 })
    expect(conditionsOf(rogue, dnd5e)).toEqual(['prone'])
    expect(rogue.number('attributes.hp.value')).toBe(4)
    expect(rogue.number('attributes.death.failures')).toBe(0)
  })

  test('brings a monster back into the fight', () => {
    const { table, goblin } = setUpParty()
    table.perform('damage', { actor: 'goblin', amount: 30 })
    expect(conditionsOf(goblin, dnd5e)).toEqual(['unconscious', 'defeated'])
    table.perform('heal', { actor: 'cleric', target: 'goblin', amount: 2 })
    expect(conditionsOf(goblin, dnd5e)).toEqual([])
  })

  test('does not take away what something else brought', () => {
    const { table, rogue } = setUpParty()
    table.perform('add-condition', { actor: 'goblin', target: 'rogue', choice: 'unconscious' })
    table.write('actors.rogue.attributes.hp.value', { set: 0 })
    table.perform('heal', { actor: 'cleric', target: 'rogue', amount: 2 })
    expect(conditionsOf(rogue, dnd5e)).toEqual(['unconscious'])
  })

  test('is refused for who is whole, who is dead, and without a number or a remedy', () => {
    const { table } = setUpParty()
    const refusal = (input: object) => table.perform('heal', input)
    expect(refusal({ actor: 'cleric', target: 'rogue', amount: 3 })).toMatchObject({
      because: 'Pip Underbough is already at full hit points.',
    })
    table.write('actors.rogue.attributes.hp.value', { set: 3 })
    expect(refusal({ actor: 'goblin', target: 'rogue' })).toMatchObject({
      because: 'Say how many hit points.',
    })
    table.write('actors.rogue.conditions', { add: 'dead' })
    expect(refusal({ actor: 'cleric', target: 'rogue', amount: 3 })).toMatchObject({
      because: 'Pip Underbough is dead.',
    })
  })
})

describe('temporary hit points', () => {
  test('do not add up: the greater stays', () => {
    const { table, rogue } = setUpParty()
    table.perform('temporary-hit-points', { actor: 'rogue', amount: 5 })
    expect(table.perform('temporary-hit-points', { actor: 'rogue', amount: 4 })).toMatchObject({
      because: 'Pip Underbough already has 5 temporary hit points.',
    })
    const other = table.fork()
    table.perform('temporary-hit-points', { actor: 'rogue', amount: 7 })
    other.perform('temporary-hit-points', { actor: 'rogue', amount: 9 })
    table.hear(other)
    expect(rogue.number('attributes.hp.temporary')).toBe(9)
  })
})

describe('conditions', () => {
  test('are added with their source and removed', () => {
    const { table, rogue } = setUpParty()
    const input = { actor: 'goblin', target: 'rogue', choice: 'poisoned' }
    expect(table.perform('add-condition', input)).toMatchObject({
      say: 'Pip Underbough is poisoned.',
      changes: [{ edit: { add: 'poisoned', source: 'goblin' } }],
    })
    expect(table.perform('remove-condition', input)).toMatchObject({
      say: 'Pip Underbough is no longer poisoned.',
    })
    expect(conditionsOf(rogue, dnd5e)).toEqual([])
  })

  test('added and removed apart stay; removed after seen are gone', () => {
    const { table, rogue } = setUpParty()
    const input = { actor: 'rogue', choice: 'prone' }
    table.perform('add-condition', input)
    const other = table.fork()
    table.perform('remove-condition', input)
    other.perform('add-condition', input)
    table.hear(other)
    expect(conditionsOf(rogue, dnd5e)).toEqual(['prone'])
    table.perform('remove-condition', input)
    expect(conditionsOf(rogue, dnd5e)).toEqual([])
  })

  test('immunity, absence and nonsense are refused', () => {
    const { table } = setUpParty()
    table.place('dnd5e:monsters:skeleton')
    expect(table.perform('add-condition', { actor: 'skeleton', choice: 'poisoned' })).toMatchObject(
      { because: 'Skeleton is immune to being poisoned.' },
    )
    expect(table.perform('remove-condition', { actor: 'rogue', choice: 'prone' })).toMatchObject({
      because: 'Pip Underbough is not prone.',
    })
    expect(table.perform('add-condition', { actor: 'rogue', choice: 'sleepy' })).toMatchObject({
      because: 'Pick a condition',
    })
  })
})
