import { expect, test } from 'vitest'
import type { MapToken } from '../model.ts'
import type { Palette } from '../palette.ts'
import type { Atlas } from './atlas.ts'
import { createSprites } from './sprites.ts'

const palette: Palette = { colours: {} as Palette['colours'], font: 'serif', displayFont: 'serif' }
const goblin: MapToken = {
  ...{ id: 't1', name: 'Goblin', x: 1, y: 1, size: 1, art: 'goblin' },
  ...{ hidden: false, conditions: [], defeated: false, player: undefined },
}

/** Gives room and paints nothing. */
function blankAtlas(): Atlas {
  const image = {} as OffscreenCanvas
  let x = 0
  return {
    add: (width, height) => ({ image, x: (x += width), y: 0, width, height }),
    measure: (text) => text.length * 6,
  }
}

function begin() {
  const pictures = new Map<string, ImageBitmap>()
  return { pictures, sprites: createSprites(palette, (art) => pictures.get(art), blankAtlas) }
}

test('a token that moved keeps its sprite, and shares it with whoever looks the same', () => {
  const { sprites } = begin()
  const before = sprites.token(goblin, 40)
  expect(sprites.token({ ...goblin, x: 5 }, 41)).toBe(before)
  expect(sprites.token({ ...goblin, id: 't2', name: 'Goblin 2' }, 40)).toBe(before)
})

test.each([
  ['defeated', { defeated: true }],
  ['hidden', { hidden: true }],
  ['played by somebody', { player: '#e69f00' }],
  ['of other art', { art: 'wolf' }],
])(
  'a token that is %s now has another sprite, and its old one once it is as before',
  (_, change) => {
    const { sprites } = begin()
    const before = sprites.token(goblin, 40)
    const after = sprites.token({ ...goblin, ...change }, 40)
    expect(after).not.toBe(before)
    expect(sprites.token({ ...goblin, ...change }, 40)).toBe(after)
    expect(sprites.token(goblin, 40)).toBe(before)
  },
)

test('a token without an emblem wears the initials of the name it has now', () => {
  const { sprites } = begin()
  const nobody = { ...goblin, art: '' }
  expect(sprites.token({ ...nobody, name: 'Zora' }, 40)).not.toBe(sprites.token(nobody, 40))
})

test('zoomed in it has a larger sprite, and its picture as soon as that is here', () => {
  const { sprites, pictures } = begin()
  const painted = { ...goblin, art: 'file:face' }
  const [small, large] = [sprites.token(painted, 40), sprites.token(painted, 60)]
  expect([small.width, large.width]).toEqual([48, 64])
  pictures.set('file:face', {} as ImageBitmap)
  expect(sprites.token(painted, 60)).not.toBe(large)
})

test('names are as large as asked, and a frame paints no more than its share of new ones', () => {
  const { sprites } = begin()
  sprites.beginFrame()
  const [small, large] = [sprites.name('Goblin', 11), sprites.name('Goblin', 22)]
  expect([small?.height, large?.height]).toEqual([18, 35])
  expect(sprites.name('Goblin', 11)).toBe(small)
  for (let index = 0; index < 50; index += 1) sprites.name(`Skeleton ${index}`, 11)
  expect(sprites.leftOut).toBe(true)
  expect([sprites.name('Goblin', 11), sprites.name('Skeleton 49', 11)]).toEqual([small, undefined])
  sprites.beginFrame()
  expect(sprites.name('Skeleton 49', 11)).toBeDefined()
})

test('after more looks than are kept a token is painted anew, not copied from where nothing is', () => {
  const { sprites } = begin()
  const first = sprites.token(goblin, 40)
  const ring = sprites.selection(20, 1)
  for (let index = 0; index < 4100; index += 1) sprites.label(`${index}`, 11)
  expect(sprites.token(goblin, 40)).not.toBe(first)
  expect(sprites.selection(20, 1)).not.toBe(ring)
})
