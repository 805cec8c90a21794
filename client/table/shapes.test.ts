import { expect, test } from 'vitest'
import { sampleScene } from './sample-scene.ts'
import { parseShapes } from './shapes.ts'

test('the sample scene is made of valid shapes only', () => {
  expect(parseShapes(sampleScene.shapes)).toEqual(sampleScene.shapes)
})

test('everybody in the sample scene stands inside it, each in a cell of their own', () => {
  const places = [...sampleScene.places.heroes, ...sampleScene.places.monsters]
  for (const { x, y } of places) {
    expect(x >= 0 && x < sampleScene.columns && y >= 0 && y < sampleScene.rows).toBe(true)
  }
  expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBe(places.length)
})

test('one bad shape is left out and the others stay', () => {
  const torch = { type: 'torch', x: 1, y: 1, glow: 2 }
  const endless = { type: 'torch', x: Infinity, y: 1, glow: 2 }
  expect(parseShapes([torch, 7, null, { type: 'lava' }, endless])).toEqual([torch])
})
