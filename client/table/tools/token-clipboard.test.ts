import { expect, test } from 'vitest'
import { pasteBy, putTokens, tokensOn } from './token-clipboard.ts'

function clipboard(): DataTransfer {
  const data = new Map<string, string>()
  return {
    setData: (type: string, text: string) => data.set(type, text),
    getData: (type: string) => data.get(type) ?? '',
  } as unknown as DataTransfer
}

test('tokens on the clipboard are found again, and are words elsewhere', () => {
  const data = clipboard()
  putTokens(data, ['t1', 't2'], 'Goblin, Hero')
  expect(tokensOn(data)).toEqual(['t1', 't2'])
  expect(data.getData('text/plain')).toBe('Goblin, Hero')
})

test('what was copied since, and what another page wrote under that name, is no token', () => {
  expect(tokensOn(clipboard())).toBeUndefined()
  for (const text of ['{', '[]', '[1]', '{"ids":[]}']) {
    expect(tokensOn({ getData: () => text })).toBeUndefined()
  }
})

const scene = { id: 's1', columns: 20, rows: 10 }
const group = [
  { scene: 's1', x: 2, y: 2, size: 1 },
  { scene: 's1', x: 4, y: 3, size: 2 },
]

test('copies stand a cell aside on their own scene', () => {
  expect(pasteBy(group, scene, { x: 9, y: 9 })).toEqual({ x: 1, y: 1 })
})

test('on another scene the group stands round the middle of what is seen, inside of the map', () => {
  const cave = { ...scene, id: 's2' }
  expect(pasteBy(group, cave, { x: 10, y: 5 })).toEqual({ x: 6, y: 2 })
  expect(pasteBy(group, cave, { x: -5, y: 50 })).toEqual({ x: -2, y: 5 })
  expect(pasteBy(group, { ...cave, columns: 2, rows: 2 }, { x: 1, y: 1 })).toEqual({ x: -2, y: -2 })
})
