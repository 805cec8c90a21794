import { describe, expect, test } from 'vitest'
import { createTrails } from './trails.ts'

const at = (x: number, y: number) => ({ x, y })

describe('the way a token went', () => {
  test('is shown for six seconds from when it was first seen', () => {
    const trails = createTrails()
    trails.note('wolf', [at(1, 1), at(4, 1)])
    expect(trails.at(1000)).toEqual({
      trails: [{ token: 'wolf', route: [at(1, 1), at(4, 1)] }],
      endsMs: 7000,
    })
    expect(trails.at(6999).trails).toHaveLength(1)
    expect(trails.at(7000)).toEqual({ trails: [], endsMs: undefined })
  })

  test('goes on step by step, and begins anew where a token was put elsewhere', () => {
    const trails = createTrails()
    trails.note('wolf', [at(1, 1), at(2, 1)])
    trails.note('wolf', [at(2, 1), at(3, 2)])
    expect(trails.at(0).trails[0]?.route).toEqual([at(1, 1), at(2, 1), at(3, 2)])
    trails.note('wolf', [at(9, 9), at(8, 9)])
    expect(trails.at(0).trails[0]?.route).toEqual([at(9, 9), at(8, 9)])
  })
})
