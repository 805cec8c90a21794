import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'

function setUpFight() {
  const table = createTable(dnd5e)
  table.place('dnd5e:characters:fighter')
  table.place('dnd5e:characters:rogue', { x: 1 })
  table.place('dnd5e:monsters:goblin', { x: 2 })
  // In the order of the tokens: fighter 5 + 1, goblin 15 + 2, rogue 10 + 3.
  const start = () => table.perform('start-encounter', { actor: 'fighter' }, [5, 15, 10])
  const next = () => table.perform('next-turn', {})
  const now = () => [table.read('encounters.fight.round'), table.read('encounters.fight.turn')]
  return { table, start, next, now }
}

describe('a fight', () => {
  test('begins with initiative for everybody, the highest first', () => {
    const { table, start, now } = setUpFight()
    expect(start()).toMatchObject({
      say: 'A fight begins. Initiative: Goblin 17, Pip Underbough 13, Brannor 6.',
    })
    expect(table.read('encounters.fight.order')).toEqual([
      { id: 'goblin', position: 17 },
      { id: 'rogue', position: 13 },
      { id: 'fighter', position: 6 },
    ])
    expect(now()).toEqual([1, 'goblin'])
  })

  test('goes from one to the next, and round by round', () => {
    const { start, next, now } = setUpFight()
    start()
    expect(next()).toMatchObject({ say: "It is Pip Underbough's turn." })
    next()
    expect(now()).toEqual([1, 'fighter'])
    expect(next()).toMatchObject({ say: "Round 2. It is Goblin's turn." })
    expect(now()).toEqual([2, 'goblin'])
  })

  test('passes over who is out of it or gone', () => {
    const { table, start, next, now } = setUpFight()
    start()
    table.perform('damage', { actor: 'goblin', amount: 50 })
    table.document.remove('actors.fighter')
    next()
    next()
    expect(now()).toEqual([2, 'rogue'])
  })

  test('takes in only who is in the same scene and able', () => {
    const { table } = setUpFight()
    table.place('dnd5e:monsters:wolf', { scene: 'elsewhere' })
    table.perform('damage', { actor: 'goblin', amount: 50 })
    table.perform('start-encounter', { actor: 'fighter' }, [5, 10])
    expect(table.read('encounters.fight.order')).toEqual([
      { id: 'rogue', position: 13 },
      { id: 'fighter', position: 6 },
    ])
  })

  test('is joined by rolling initiative later', () => {
    const { table, start } = setUpFight()
    start()
    table.place('dnd5e:monsters:wolf', { x: 3 })
    table.perform('initiative', { actor: 'wolf' }, [12])
    expect(table.read('encounters.fight.order')).toContainEqual({ id: 'wolf', position: 14 })
  })

  test('the turn handed on by two apart goes on by one', () => {
    const { table, start, now } = setUpFight()
    start()
    const other = table.fork()
    table.perform('next-turn', {})
    other.perform('next-turn', {})
    table.hear(other)
    expect(now()).toEqual([1, 'rogue'])
  })

  test('ends, and another one begins afresh', () => {
    const { table, start, next, now } = setUpFight()
    start()
    for (let turns = 0; turns < 4; turns++) next()
    expect(table.perform('end-encounter', {})).toMatchObject({ say: 'The fight is over.' })
    expect(table.read('encounters.fight.active')).toBe(false)
    expect(next()).toEqual({ type: 'refused', because: 'No fight is under way.' })
    start()
    expect(now()).toEqual([1, 'goblin'])
  })

  test('cannot begin twice, nor without anybody', () => {
    const { start } = setUpFight()
    start()
    expect(start()).toEqual({ type: 'refused', because: 'A fight is already under way.' })
    expect(createTable(dnd5e).perform('start-encounter', {})).toEqual({
      type: 'refused',
      because: 'Nobody is here to fight.',
    })
  })

  test('initiative outside a fight is only a roll', () => {
    const { table } = setUpFight()
    expect(table.perform('initiative', { actor: 'goblin' }, [9])).toMatchObject({
      changes: [],
      say: 'Initiative: Goblin 11.',
    })
  })
})
