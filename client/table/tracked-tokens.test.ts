import { expect, test } from 'vitest'
import type { MapPresence, MapToken } from './model.ts'
import { createTrackedTokens } from './tracked-tokens.ts'

test('the tokens of a new scene stand where they are, later moves glide', () => {
  const tracked = createTrackedTokens(() => false)
  tracked.setTokens([wolf(1, 1)], true)
  expect(tracked.shownAt(wolf(1, 1))).toEqual({ x: 1, y: 1 })
  tracked.setTokens([wolf(5, 1)], false)
  expect(tracked.shownAt(wolf(5, 1))).toEqual({ x: 1, y: 1 })
  expect(tracked.step(0).isMoving).toBe(true)
  expect(tracked.shownAt(wolf(5, 1)).x).toBeLessThan(3)
  tracked.step(1000)
  expect(tracked.shownAt(wolf(5, 1))).toEqual({ x: 5, y: 1 })
})

test('what I drag is shown under my hand, and lands from there', () => {
  const tracked = createTrackedTokens(() => false)
  tracked.setTokens([wolf(1, 1)], true)
  tracked.drag([{ id: 'wolf', x: 3.4, y: 1.2 }])
  expect(tracked.shownAt(wolf(1, 1))).toMatchObject({ x: 3.4, y: 1.2 })
  tracked.release([{ id: 'wolf', x: 3, y: 1 }])
  expect(tracked.shownAt(wolf(1, 1))).toEqual({ x: 3.4, y: 1.2 })
  tracked.step(0)
  tracked.step(1000)
  expect(tracked.shownAt(wolf(3, 1))).toEqual({ x: 3, y: 1 })
})

test('what another drags follows their hand with their name on it', () => {
  const tracked = createTrackedTokens(() => false)
  tracked.setTokens([wolf(1, 1)], true)
  tracked.setPresence([alice({ drags: [{ token: 'wolf', x: 4, y: 4 }] })], 'cellar')
  expect(tracked.held).toMatchObject([{ name: 'Alice', token: { id: 'wolf' } }])
  tracked.step(0)
  tracked.step(1000)
  expect(tracked.shownAt(wolf(1, 1))).toEqual({ x: 4, y: 4 })
})

test('a drop whose record comes a little after the end of the drag does not jump back', () => {
  const tracked = createTrackedTokens(() => false)
  tracked.setTokens([wolf(1, 1)], true)
  tracked.setPresence([alice({ drags: [{ token: 'wolf', x: 4, y: 4 }] })], 'cellar')
  tracked.step(0)
  tracked.step(1000)
  tracked.setPresence([alice({ drags: [] })], 'cellar')
  tracked.step(1016)
  tracked.step(1150)
  expect(tracked.shownAt(wolf(1, 1))).toEqual({ x: 4, y: 4 })
  tracked.setTokens([wolf(4, 4)], false)
  tracked.step(2000)
  expect(tracked.shownAt(wolf(4, 4))).toEqual({ x: 4, y: 4 })
})

test('a drag that ends without a drop goes back', () => {
  const tracked = createTrackedTokens(() => false)
  tracked.setTokens([wolf(1, 1)], true)
  tracked.setPresence([alice({ drags: [{ token: 'wolf', x: 4, y: 4 }] })], 'cellar')
  tracked.setPresence([], 'cellar')
  tracked.step(0)
  tracked.step(5000)
  expect(tracked.shownAt(wolf(1, 1))).toEqual({ x: 1, y: 1 })
})

test('pointers show in the scene they point at only', () => {
  const tracked = createTrackedTokens(() => false)
  const pointing = alice({ cursor: { scene: 'cellar', x: 2, y: 3 } })
  tracked.setPresence([pointing], 'cellar')
  expect(tracked.cursors).toEqual([{ at: { x: 2, y: 3 }, name: 'Alice', colour: '#56b4e9' }])
  tracked.setPresence([pointing], 'crypt')
  expect(tracked.cursors).toEqual([])
})

test('damage floats where it lands, a change of scene does not', () => {
  const tracked = createTrackedTokens(() => false)
  tracked.setTokens([wolf(1, 1, 11)], true)
  tracked.setTokens([wolf(1, 1, 4)], false)
  expect(tracked.step(0).floats).toMatchObject([{ token: 'wolf', text: '−7' }])
  tracked.step(5000)
  tracked.setTokens([wolf(1, 1, 11)], true)
  expect(tracked.step(5000).floats).toEqual([])
})

test('a few that walk leave trails, a crowd leaves none and loses its old ones', () => {
  const tracked = createTrackedTokens(() => false)
  const pack = (size: number, x: number) =>
    Array.from({ length: size }, (_, y) => ({ ...wolf(x, y), id: `wolf ${y}` }))
  tracked.setTokens(pack(1000, 1), true)
  const three = [...pack(3, 2), ...pack(1000, 1).slice(3)]
  tracked.setTokens(three, false)
  expect(tracked.trails(0).trails.map(({ token }) => token)).toEqual(['wolf 0', 'wolf 1', 'wolf 2'])
  tracked.setTokens(pack(1000, 3), false)
  expect(tracked.trails(0).trails).toEqual([])
})

function wolf(x: number, y: number, value = 11): MapToken {
  return {
    id: 'wolf',
    name: 'Wolf',
    x,
    y,
    size: 1,
    art: 'wolf',
    hidden: false,
    hitPoints: { value, maximum: 11, temporary: 0 },
    conditions: [],
    defeated: false,
  }
}

function alice(present: Partial<MapPresence>): MapPresence {
  return { member: 'alice', name: 'Alice', colour: '#56b4e9', drags: [], ...present }
}
