import { createTable } from '#plugin-sdk/testing'
import { expect, test } from 'vitest'
import { dnd5e } from '../index.ts'
import { feetBetween } from './distance.ts'

function feet(x: number, y: number, big = false): number | undefined {
  const table = createTable(dnd5e)
  table.place(big ? 'dnd5e:monsters:ogre' : 'dnd5e:monsters:goblin', { id: 'one', x: 4, y: 4 })
  table.place('dnd5e:monsters:wolf', { id: 'other', x, y })
  return feetBetween(table.world, 'one', 'other')
}

test.each([
  [5, 4, 5],
  [5, 5, 5],
  [3, 4, 5],
  [6, 4, 10],
  [4, 10, 30],
])('from cell 4,4 to %i,%i it is %i feet', (x, y, expected) => {
  expect(feet(x, y)).toBe(expected)
})

test('a large creature is near on all its sides', () => {
  expect(feet(6, 5, true)).toBe(5)
  expect(feet(3, 4, true)).toBe(5)
  expect(feet(7, 4, true)).toBe(10)
})

test('nobody is at a distance without a token or in another scene', () => {
  const table = createTable(dnd5e)
  table.place('dnd5e:monsters:goblin', { id: 'one' })
  table.place('dnd5e:monsters:goblin', { id: 'other', scene: 'crypt' })
  expect(feetBetween(table.world, 'one', 'other')).toBeUndefined()
  table.document.remove('tokens.other')
  expect(feetBetween(table.world, 'one', 'other')).toBeUndefined()
})
