import { describe, expect, test } from 'vitest'
import type { MergedWrite } from '../world/index.ts'
import { mergeWords } from './merge-words.ts'
import { fetchTexts } from '../texts/catalogue.ts'
import '../texts/later.ts'

await fetchTexts('de')

describe('a merge in words', () => {
  test('numbers set apart: whose, which stands, and why', () => {
    const writes = [set('Alice', '7'), set('Bob', '6')]
    expect(told({ rule: 'tally(min)', writes, result: '6' })).toBe(
      'Alice set 7, Bob set 6, apart: 6 stands, because the lower counts.',
    )
    expect(told({ rule: 'lww', writes, result: '6', live: false })).toBe(
      'Alice set 7, Bob set 6, apart: it came to 6, because the last one counts.',
    )
  })

  test('hits made apart all count, whatever stood before', () => {
    const hits: MergedWrite[] = [set('Gail', '15'), less('Alice', '8'), less('Bob', '9')]
    expect(told({ rule: 'tally(min)', writes: hits, result: '0' })).toBe(
      'Gail set 15, Alice took away 8, Bob took away 9, apart: 0 stands, because every addition counts.',
    )
  })

  test('what was removed stays removed', () => {
    const writes: MergedWrite[] = [{ who: 'Gail', at: 1, how: 'removed', value: '' }]
    expect(told({ rule: 'existence', path: 'tokens.t1.$', writes, result: 'removed' })).toBe(
      'Gail removed it, while somebody else changed it: it stays removed.',
    )
  })

  test('a condition taken off while another put it on', () => {
    const writes: MergedWrite[] = [
      { who: 'Gail', at: 1, how: 'removed', value: 'Prone' },
      { who: 'Alice', at: 2, how: 'added', value: 'Prone' },
    ]
    expect(told({ rule: 'addWinsSet', writes, result: 'Prone' })).toBe(
      'Gail removed Prone, Alice added Prone, apart: Prone stands, because what somebody added stays.',
    )
  })

  test('in German', () => {
    const writes = [set('Alice', '7'), set('Bob', '6')]
    expect(mergeWords('de', merge({ rule: 'tally(min)', writes, result: '6' }))).toBe(
      'Alice setzte 7, Bob setzte 6, getrennt voneinander: 6 gilt, weil der kleinere Wert zählt.',
    )
  })

  test("a game system's own rule gives its own reason", () => {
    const writes = [set('Alice', '7'), set('Bob', '5')]
    const sentence = 'Written apart at a.b: 7, 5. It shows 6, because the middle of them counts.'
    expect(told({ rule: 'median', writes, result: '6', sentence })).toContain(
      '6 stands, because the middle of them counts.',
    )
    expect(told({ rule: 'constructor', writes, result: '6', sentence: 'Its own.' })).toContain(
      'Its own.',
    )
  })
})

type Told = Parameters<typeof mergeWords>[1]

function merge(parts: Partial<Told>): Told {
  return { rule: 'lww', sentence: '', path: 'a.b', writes: [], result: '', live: true, ...parts }
}

function told(parts: Partial<Told>): string {
  return mergeWords('en', merge(parts))
}

function set(who: string, value: string): MergedWrite {
  return { who, at: 1, how: 'set', value }
}

function less(who: string, value: string): MergedWrite {
  return { who, at: 1, how: 'less', value }
}
