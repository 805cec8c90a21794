import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDice, parseDice } from './index.ts'
import { loadedDice } from './testing/index.ts'

function total(notation: string, faces: readonly number[]): number {
  return loadedDice(faces).roll(notation).total
}

describe('dice', () => {
  test.each([
    ['2d6+3', [4, 2], 9],
    ['1d20-1', [1], 0],
    ['d20', [17], 17],
    ['2d20kh1+5', [3, 14], 19],
    ['2d20kl1', [3, 14], 3],
    ['4d6dl1', [1, 6, 5, 4], 15],
    ['2D6 + 1d4 * 2', [3, 3, 2], 10],
    ['-1d4 + 10', [4], 6],
    ['1d%', [100], 100],
    ['4dF', [1, 2, 3, 3], 1],
    ['1d6!', [6, 6, 2], 14],
    ['2d6r<2', [1, 5, 2, 3], 8],
    ['1d6ro<2', [1, 1], 1],
    ['5d10>7', [7, 8, 1, 10, 6], 3],
    ['{2d6,1d12}kh1', [2, 3, 9], 9],
    ['floor(1d8/2)', [7], 3],
    ['1d8/2', [7], 3],
    ['1d20 adv', [3, 14], 14],
    ['d20+5 disadvantage', [3, 14], 8],
    ['1d8 + 1d20 adv', [2, 3, 14], 16],
    ['7', [], 7],
  ] as const)('%s with %j makes %i', (notation, faces, expected) => {
    expect(total(notation, [...faces])).toBe(expected)
  })

  test('a label stands after the dice or in brackets', () => {
    expect(createDice(() => 0).roll('2d6+3 fire damage').label).toBe('fire damage')
    expect(createDice(() => 0).roll('1d20+5[to hit]').label).toBe('to hit')
  })

  test('advantage is of one d20, not of many', () => {
    expect(createDice(() => 0).roll('12d20 adv').label).toBe('adv')
  })

  test('dice that do not count are shown and marked', () => {
    expect(loadedDice([3, 14]).roll('2d20kh1').dice).toEqual([
      { sides: 20, value: 3, kept: false },
      { sides: 20, value: 14, kept: true },
    ])
  })

  test('every face lies between 1 and the sides, whatever the randomness', () => {
    const almostOne = 1 - 2 ** -53
    expect(createDice(() => 0).roll('1d20').total).toBe(1)
    expect(createDice(() => almostOne).roll('1d20').total).toBe(20)
  })

  test('every face is equally likely', () => {
    let next = 0
    const dice = createDice(() => (next++ % 600) / 600)
    const counts = new Map<number, number>()
    for (let thrown = 0; thrown < 600; thrown++) {
      const { total } = dice.roll('1d6')
      counts.set(total, (counts.get(total) ?? 0) + 1)
    }
    expect([...counts.values()]).toEqual([100, 100, 100, 100, 100, 100])
  })
})

describe('what is not dice is refused in a sentence', () => {
  test.each([
    ['', 'Say what to throw, such as 2d6+3.'],
    ['fireball', '"fireball" is not dice notation; dice look like 2d6+3.'],
    ['1.5d6', '".5d6" is not dice notation; dice look like 2d6+3.'],
    ['2d6++', '"+" is not dice notation; dice look like 2d6+3.'],
    ['2d6+', '"2d6+" stops too early; dice look like 2d6+3.'],
    ['2d', 'A die needs a number of sides, such as d20.'],
    ['1d0', 'A die needs at least one side.'],
    ['1000000d6', '1000000 dice are too many; throw at most 200 at once.'],
    ['1d999999999', '999999999 is too large a number here.'],
    ['(2d6', 'A closing ) is missing.'],
    ['1d6/0', 'Divide by a number other than 0.'],
    ['1d6/(1d4-1)', 'Divide by a number other than 0.'],
    ['1000000*1000000', 'The result could be too large a number.'],
    ['1+'.repeat(150), 'Dice notation is at most 200 characters long.'],
    ['('.repeat(100) + '1' + ')'.repeat(99), 'Too many brackets inside each other.'],
  ])('%s', (text, sentence) => {
    expect(parseDice(text)).toEqual({ type: 'malformed', sentence })
  })

  test('any text either can be thrown or is refused, and no throw is longer than it may be', () => {
    const characters = fc.constantFrom(...'0123456789dDkhlr!<>=+-*/(){},fF% []o'.split(''))
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 40 }), fc.nat(), (text, seed) => {
        const random = () => Math.abs(Math.sin(seed + text.length)) % 1
        if (parseDice(text).type === 'malformed') return
        const roll = createDice(random).roll(text)
        expect(Number.isFinite(roll.total)).toBe(true)
        expect(roll.dice.length).toBeLessThanOrEqual(200 * 6)
      }),
      { numRuns: 2000 },
    )
  })

  test('dice that always go on come to an end', () => {
    expect(createDice(() => 0.99).roll('200d6!>1').dice).toHaveLength(1200)
    expect(createDice(() => 0).roll('200d6r<6').dice).toHaveLength(1200)
  })

  test('throwing it without asking first is a mistake that says so', () => {
    expect(() => createDice(() => 0).roll('nonsense')).toThrow('parseDice')
  })
})
