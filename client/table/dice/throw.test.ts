import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Roll } from '#plugin-sdk'
import { solidFor } from './solids.ts'
import { durationOf, mostDice, postureOf, throwOf, type ThrownDie } from './throw.ts'
import { turned } from './turning.ts'

function roll(...dice: Roll['dice']): Roll {
  return { notation: 'dice', total: 0, dice }
}

function die(sides: number, value: number, kept = true) {
  return { sides, value, kept }
}

/** What stands on the face that looks straight at the eye. */
function shownBy(thrown: ThrownDie): string | undefined {
  const { turn } = postureOf(thrown, 10_000)
  const towards = thrown.solid.map(({ normal }) => turned(turn, normal)[2])
  const face = towards.findIndex((z) => z > 0.999)
  return thrown.labels[face]
}

describe('tumbling dice', () => {
  test('are solids with as many faces as sides, each flat and with its own direction', () => {
    for (const sides of [4, 6, 8, 10, 12, 20]) expect(solidFor(sides)).toHaveLength(sides)
    expect(solidFor(12)[0]?.corners).toHaveLength(5)
    expect(solidFor(10)[0]?.corners).toHaveLength(4)
  })

  test('land on the value that was rolled, whatever the die', () => {
    const anyDie = fc
      .constantFrom(2, 3, 4, 6, 8, 10, 12, 20)
      .chain((sides) => fc.integer({ min: 1, max: sides }).map((value) => die(sides, value)))
    fc.assert(
      fc.property(fc.string(), anyDie, (id, rolled) => {
        const [thrown] = throwOf(id, [roll(rolled)])
        expect(thrown && shownBy(thrown)).toBe(String(rolled.value))
      }),
    )
  })

  test('of a hundred sides are tens and ones', () => {
    const shown = (value: number) => throwOf('r1', [roll(die(100, value))]).map(shownBy)
    expect(shown(57)).toEqual(['50', '7'])
    expect(shown(100)).toEqual(['00', '0'])
    expect(shown(8)).toEqual(['00', '8'])
  })

  test('fall the same way on every page that plays the same line of the log', () => {
    const dice = [roll(die(20, 13), die(20, 4, false)), roll(die(6, 2))]
    expect(JSON.stringify(throwOf('r42', dice))).toBe(JSON.stringify(throwOf('r42', dice)))
    expect(throwOf('r43', dice)[0]?.rest).not.toEqual(throwOf('r42', dice)[0]?.rest)
  })

  test('roll to where they rest, one beside the other, and lie still at the end', () => {
    const thrown = throwOf('r7', [roll(...Array.from({ length: 12 }, () => die(6, 3)))])
    const end = durationOf(thrown)
    const places = thrown.map((one) => postureOf(one, end))
    expect(places.every(({ isLanded, height }) => isLanded && height === 0)).toBe(true)
    places.forEach(({ at }, index) =>
      places.slice(index + 1).forEach((other) => {
        expect(Math.hypot(at.x - other.at.x, at.y - other.at.y)).toBeGreaterThan(1.7)
      }),
    )
    const start = thrown.map((one) => postureOf(one, 0))
    expect(start.every(({ isLanded }) => !isLanded)).toBe(true)
  })

  test('are no more than can be told apart', () => {
    const many = roll(...Array.from({ length: 200 }, () => die(6, 6)))
    expect(throwOf('r', [many])).toHaveLength(mostDice)
  })
})

describe('a die at rest', () => {
  test('is turned and never mirrored, its number upright but for a little', () => {
    for (const sides of [4, 6, 8, 10, 12, 20]) {
      const [thrown] = throwOf(`r${sides}`, [roll(die(sides, 1))])
      const [a, b, c] = thrown?.lies ?? [[0, 0, 0] as const, [0, 0, 0] as const, [0, 0, 0] as const]
      const volume =
        a[0] * (b[1] * c[2] - b[2] * c[1]) -
        a[1] * (b[0] * c[2] - b[2] * c[0]) +
        a[2] * (b[0] * c[1] - b[1] * c[0])
      expect(volume).toBeCloseTo(1)
      const up = thrown && turned(thrown.lies, thrown.solid[0]?.up ?? [0, 0, 0])
      expect(up?.[1]).toBeLessThan(-0.9)
    }
  })
})
