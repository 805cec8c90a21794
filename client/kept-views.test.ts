import { expect, test } from 'vitest'
import { openKeptViews } from './kept-views.ts'
import { createMemoryShelf, type Shelf } from './world/index.ts'

test('a scene is looked at where it was last, also after a reload', async () => {
  const { shelf, open, pass } = setUp()
  const views = await open()
  expect(views.of('cellar')).toBeUndefined()
  for (const x of [1, 2, 3]) views.keep('cellar', { x, y: 5, zoom: 60 })
  pass()

  expect(await shelf.read('views')).toHaveLength(1)
  expect((await open()).of('cellar')).toEqual({ x: 3, y: 5, zoom: 60 })
})

test('only the scenes looked at last are remembered', async () => {
  const { open, pass } = setUp()
  const views = await open()
  for (let scene = 0; scene < 60; scene++) views.keep(`${scene}`, { x: scene, y: 0, zoom: 50 })
  views.keep('10', { x: 1, y: 1, zoom: 50 })
  pass()

  const again = await open()
  expect(again.of('9')).toBeUndefined()
  expect(again.of('10')).toEqual({ x: 1, y: 1, zoom: 50 })
  expect(again.of('59')).toBeDefined()
})

test('what the shelf cannot keep or has damaged is looked at anew', async () => {
  const { shelf, open, pass } = setUp()
  await shelf.write('views', [['cellar', { x: 'left' }]])
  expect((await open()).of('cellar')).toBeUndefined()

  const full: Shelf = { ...shelf, write: () => Promise.reject(new Error('The disk is full.')) }
  const views = await open(full)
  views.keep('cellar', { x: 1, y: 1, zoom: 50 })
  pass()
  expect(views.of('cellar')).toEqual({ x: 1, y: 1, zoom: 50 })
})

function setUp() {
  const shelf = createMemoryShelf()
  const waiting: (() => void)[] = []
  const schedule = (_: number, run: () => void) => {
    waiting.push(run)
    return () => undefined
  }
  return {
    shelf,
    open: (on: Shelf = shelf) => openKeptViews({ shelf: on, schedule }),
    pass: () => waiting.splice(0).forEach((run) => run()),
  }
}
