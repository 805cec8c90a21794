import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { healthTone } from './health.ts'
import { initials } from './initials.ts'
import { memberColours } from './member-colours.ts'

describe('initials', () => {
  test('stand for the first and the last word', () => {
    expect(initials('Mira Vale')).toBe('MV')
    expect(initials('  odo   of the finch ')).toBe('OF')
    expect(initials('goblin')).toBe('G')
    expect(initials('')).toBe('?')
  })

  test('are short for whatever is called a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        expect(initials(name).length).toBeGreaterThan(0)
        expect([...initials(name)].length).toBeLessThanOrEqual(12)
      }),
    )
  })
})

test('health is low at a quarter, middle at a half, and low without any maximum', () => {
  expect([0, 5, 6, 10, 11, 20].map((value) => healthTone(value, 20))).toEqual([
    'low',
    'low',
    'middle',
    'middle',
    'high',
    'high',
  ])
  expect(healthTone(3, 0)).toBe('low')
})

test('no two members wear the same colour', () => {
  expect(new Set(memberColours.map(({ hex }) => hex)).size).toBe(memberColours.length)
})
