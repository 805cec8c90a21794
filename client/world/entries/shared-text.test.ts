import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { differenceOf, holdText, placeAfter } from './shared-text.ts'

describe('a caret', () => {
  test('stays between the same letters while others type', () => {
    const change = [{ keep: 2 }, { insert: 'xx' }, { keep: 3 }, { remove: 2 }]
    expect(placeAfter(change, 1)).toBe(1)
    expect(placeAfter(change, 2)).toBe(2)
    expect(placeAfter(change, 4)).toBe(6)
    expect(placeAfter(change, 6)).toBe(7)
    expect(placeAfter(change, 9)).toBe(9)
  })
})

describe('what changed in a field', () => {
  test('is one stretch that makes the old text the new one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 })
    fc.assert(
      fc.property(word, word, fc.nat(12), (before, after, caret) => {
        const { at, removed, inserted } = differenceOf(before, after, caret)
        expect(before.slice(0, at) + inserted + before.slice(at + removed)).toBe(after)
      }),
    )
  })

  test('is where the caret is, when the letters could be others', () => {
    expect(differenceOf('aa', 'aaa', 1)).toEqual({ at: 0, removed: 0, inserted: 'a' })
    expect(differenceOf('aa', 'aaa', 3)).toEqual({ at: 2, removed: 0, inserted: 'a' })
  })
})

test('undo takes my typing back and leaves what others typed', () => {
  const doc = new Y.Doc()
  const text = doc.getText('words')
  const mine = holdText(text, (body) => body())
  const heard: unknown[] = []
  mine.onChange((change) => heard.push(change))
  mine.splice(0, 0, 'mine')
  expect(heard).toEqual([])
  text.insert(4, ' theirs')
  expect(heard).toEqual([[{ keep: 4 }, { insert: ' theirs' }]])
  mine.undo()
  expect(mine.read()).toBe(' theirs')
  mine.redo()
  expect(mine.read()).toBe('mine theirs')
})
