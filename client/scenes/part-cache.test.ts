import { expect, test } from 'vitest'
import { createPartCache } from './part-cache.ts'

interface Part {
  readonly index: number
  isOpen: boolean
  close(): void
}

function setUp(mostParts: number) {
  const made: Part[] = []
  const begun: number[] = []
  const cache = createPartCache<Part>({
    mostBytes: mostParts * 10,
    bytesOf: () => 10,
    load(index) {
      begun.push(index)
      if (index === 13) return Promise.reject(new Error('unreadable'))
      const part = { index, isOpen: true, close: () => void (part.isOpen = false) }
      made.push(part)
      return Promise.resolve(part)
    },
  })
  const settled = () => new Promise((resolve) => setTimeout(resolve))
  const open = () => made.filter(({ isOpen }) => isOpen).map(({ index }) => index)
  return { cache, begun, open, settled }
}

test('a part is loaded once, told of, and kept while it is used', async () => {
  const { cache, begun, open, settled } = setUp(3)
  let told = 0
  cache.onLoaded(() => (told += 1))
  for (const index of [0, 1, 0, 1]) expect(cache.get(index)).toBeUndefined()
  await settled()
  expect([begun, told]).toEqual([[0, 1], 2])
  expect(cache.get(0)?.index).toBe(0)
  for (const index of [2, 3]) cache.get(index)
  await settled()
  expect(open()).toEqual([0, 2, 3])
})

test('what is looked at last comes first, and what nobody looks at any longer is not loaded', async () => {
  const { cache, begun, settled } = setUp(100)
  for (let index = 0; index < 60; index++) if (index !== 13) cache.get(index)
  await settled()
  expect(begun.slice(0, 4)).toEqual([0, 1, 59, 58])
  expect(begun).toHaveLength(26)
})

test('a part that cannot be read is tried once; closing lets go of all, also of what comes late', async () => {
  const { cache, begun, open, settled } = setUp(3)
  cache.get(13)
  await settled()
  cache.get(13)
  await settled()
  expect(begun).toEqual([13])
  cache.get(1)
  cache.get(2)
  cache.close()
  await settled()
  expect(open()).toEqual([])
  expect(cache.get(1)).toBeUndefined()
})
