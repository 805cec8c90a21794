import { describe, expect, test } from 'vitest'
import { cellsAround } from './cells-around.ts'

const open = { size: 1, columns: 10, rows: 10, isTaken: () => false }

describe('the cells for a crowd', () => {
  test('begin where they are wanted and spread around it', () => {
    const [first, ...others] = cellsAround({ x: 4, y: 4 }, 5, open)
    expect(first).toEqual({ x: 4, y: 4 })
    expect(others).toHaveLength(4)
    for (const { x, y } of others) expect(Math.abs(x - 4) + Math.abs(y - 4)).toBe(1)
  })

  test('leave out taken ones while there are free ones', () => {
    const crowded = { ...open, isTaken: (x: number, y: number) => x === 4 && y === 4 }
    expect(cellsAround({ x: 4, y: 4 }, 99, crowded)).not.toContainEqual({ x: 4, y: 4 })
    expect(cellsAround({ x: 4, y: 4 }, 100, crowded)).toContainEqual({ x: 4, y: 4 })
  })

  test('are all different and on the map until the map is full', () => {
    const cells = cellsAround({ x: 9, y: 0 }, 100, open)
    expect(new Set(cells.map(({ x, y }) => `${x} ${y}`)).size).toBe(100)
    expect(cells.every(({ x, y }) => x >= 0 && x < 10 && y >= 0 && y < 10)).toBe(true)
  })

  test('keep large ones apart and whole on the map', () => {
    const cells = cellsAround({ x: 4, y: 4 }, 25, { ...open, size: 2 })
    expect(new Set(cells.map(({ x, y }) => `${x} ${y}`)).size).toBe(25)
    expect(cells.every(({ x, y }) => x % 2 === 0 && y % 2 === 0 && x <= 8 && y <= 8)).toBe(true)
  })

  test('are used again by a crowd larger than the map', () => {
    expect(cellsAround({ x: 0, y: 0 }, 250, open)).toHaveLength(250)
  })
})
