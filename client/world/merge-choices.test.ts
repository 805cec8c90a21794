import { describe, expect, test } from 'vitest'
import type { Json, Merge, Sibling } from '#crdt-rules'
import { choicesOf } from './merge-choices.ts'

const anything = { base: undefined, fits: () => true }

describe('instead of what a merge came to may stand', () => {
  test('each of the values set apart, save the one that stands', () => {
    const merge = merged('lww', 30, [set(20), set(30), set(20)])
    expect(choicesOf(merge, anything)).toEqual([20])
  })

  test('what one addition alone makes of the value all began with', () => {
    const hits = merged('tally(min)', 0, [set(15), add(-8), add(-9)])
    expect(choicesOf(hits, anything)).toEqual([15, 7, 6])
    const fresh = merged('tally(min)', 2, [add(-2), add(-3)])
    expect(choicesOf(fresh, { ...anything, base: 7 })).toEqual([5, 4])
  })

  test('of additions to values set apart only those values, since nobody knows which began', () => {
    const merge = merged('tally(min)', 4, [set(7), set(6), add(-2)])
    expect(choicesOf(merge, anything)).toEqual([7, 6])
  })

  test('nothing that the rule would not take, and no element of a collection', () => {
    const merge = merged('lww', 'b', [set('a'), set('b'), { ...set('c'), element: 'c' }])
    expect(choicesOf(merge, { base: undefined, fits: (value) => value !== 'a' })).toEqual([])
  })

  test('of a set all but what was both added and taken out', () => {
    const removed: Sibling = { ...set('prone'), kind: 'remove', element: 'prone' }
    const added: Sibling = { ...add('prone'), element: 'prone' }
    const merge = merged('addWinsSet', ['prone', 'stunned'], [removed, added])
    expect(choicesOf(merge, anything)).toEqual([['stunned']])
  })

  test('that a thing which was removed is there', () => {
    const gone = { ...merged('existence', false, [set(false)]), path: 'tokens.t1.$' }
    expect(choicesOf(gone, anything)).toEqual([true])
  })
})

function merged(rule: string, view: Json, siblings: readonly Sibling[]): Merge {
  return { path: 'actors.a.some', rule, kind: 'folded', siblings, view, sentence: '' }
}

function set(value: Json): Sibling {
  return { dot: { client: 1, clock: 1 }, at: 1, kind: 'set', value }
}

function add(value: Json): Sibling {
  return { ...set(value), kind: 'add' }
}
