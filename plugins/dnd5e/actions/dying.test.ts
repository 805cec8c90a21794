import { conditionsOf } from '#plugin-sdk'
import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'

function setUpDying() {
  const table = createTable(dnd5e)
  table.place('dnd5e:characters:cleric')
  const rogue = table.place('dnd5e:characters:rogue', { x: 1 })
  table.perform('damage', { actor: 'rogue', amount: 24 })
  const save = (face: number) => table.perform('death-save', { actor: 'rogue' }, [face])
  return { table, rogue, save }
}

describe('death saves', () => {
  test('three successes make stable', () => {
    const { rogue, save } = setUpDying()
    save(10)
    expect(save(19)).toMatchObject({
      say: 'Pip Underbough succeeds on a death save (19), 2 of 3.',
    })
    expect(save(12)).toMatchObject({ say: 'Pip Underbough is stable (death save 12).' })
    expect(conditionsOf(rogue, dnd5e)).toEqual(['prone', 'stable', 'unconscious'])
    expect(save(5)).toEqual({ type: 'refused', because: 'Pip Underbough is already stable.' })
  })

  test('three failures kill, and a natural 1 counts twice', () => {
    const { rogue, save } = setUpDying()
    save(9)
    expect(save(1)).toMatchObject({ say: 'Pip Underbough dies (death save 1).' })
    expect(conditionsOf(rogue, dnd5e)).toContain('dead')
    expect(save(5)).toEqual({ type: 'refused', because: 'Pip Underbough is dead.' })
  })

  test('a natural 20 wakes with 1 hit point', () => {
    const { rogue, save } = setUpDying()
    save(4)
    expect(save(20)).toMatchObject({
      say: 'Pip Underbough wakes with 1 hit point (death save 20).',
    })
    expect(rogue.number('attributes.hp.value')).toBe(1)
    expect(rogue.number('attributes.death.failures')).toBe(0)
    expect(conditionsOf(rogue, dnd5e)).toEqual(['prone'])
  })

  test('are for dying characters only', () => {
    const { table } = setUpDying()
    table.place('dnd5e:monsters:goblin')
    expect(table.perform('death-save', { actor: 'cleric' })).toMatchObject({
      because: 'Sister Maren is not dying.',
    })
    expect(table.perform('death-save', { actor: 'goblin' })).toMatchObject({
      because: 'Goblin makes no death saves.',
    })
  })
})

describe('damage to who lies at 0', () => {
  test('fails a death save, a critical hit two', () => {
    const { table, rogue } = setUpDying()
    table.place('dnd5e:monsters:goblin', { x: 2 })
    // Unconscious and near: advantage, and every hit is critical.
    const input = { actor: 'goblin', target: 'rogue' }
    const outcome = table.perform('attack', input, [12, 13, 1, 1])
    expect(outcome).toMatchObject({
      say: expect.stringContaining('Pip Underbough fails two death saves.') as string,
    })
    expect(rogue.number('attributes.death.failures')).toBe(2)
    table.perform('damage', { actor: 'rogue', amount: 1 })
    expect(conditionsOf(rogue, dnd5e)).toContain('dead')
  })

  test('beyond the maximum kills outright', () => {
    const table = createTable(dnd5e)
    const rogue = table.place('dnd5e:characters:rogue')
    table.perform('damage', { actor: 'rogue', amount: 48 })
    expect(conditionsOf(rogue, dnd5e)).toContain('dead')
  })

  test('makes who was stable dying again', () => {
    const { table, rogue } = setUpDying()
    table.perform('stabilize', { actor: 'cleric', target: 'rogue' }, [10])
    expect(conditionsOf(rogue, dnd5e)).toContain('stable')
    table.perform('damage', { actor: 'rogue', amount: 1 })
    expect(conditionsOf(rogue, dnd5e)).not.toContain('stable')
  })
})

describe('first aid', () => {
  test('needs a Medicine check of 10', () => {
    const { table, rogue } = setUpDying()
    const input = { actor: 'cleric', target: 'rogue' }
    expect(table.perform('stabilize', input, [4])).toMatchObject({
      changes: [],
      say: 'Sister Maren tends to Pip Underbough (9) without success.',
    })
    table.perform('stabilize', input, [5])
    expect(conditionsOf(rogue, dnd5e)).toContain('stable')
  })

  test('is refused for who is not dying', () => {
    const { table } = setUpDying()
    const input = { actor: 'cleric', target: 'cleric' }
    expect(table.perform('stabilize', input)).toMatchObject({
      because: 'Sister Maren is not dying.',
    })
  })
})
