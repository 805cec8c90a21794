import { describe, expect, test } from 'vitest'
import { screenToMap, type Camera, type Point } from './camera.ts'
import { createHands, type HandEvent, type HandsHost } from './hands.ts'

describe('hands on the map', () => {
  test('a press and release on a token is a click, however the hand trembles', () => {
    const { hands, done } = setup({ token: 'wolf' })
    hands.down(mouse(100, 100))
    hands.move(mouse(102, 101))
    hands.up(mouse(102, 101))
    expect(done).toEqual([['click', 'wolf', false]])
  })

  test('a token pulled away is dragged by as many cells, and dropped once', () => {
    const { hands, done } = setup({ token: 'wolf' })
    hands.down(mouse(100, 100))
    hands.move(mouse(150, 100))
    hands.move(mouse(200, 150))
    hands.up(mouse(200, 150))
    expect(done).toEqual([
      ['drag', ['wolf'], { x: 1, y: 0 }, false],
      ['drag', ['wolf'], { x: 2, y: 1 }, false],
      ['drop'],
    ])
  })

  test('alt drags free of the grid', () => {
    const { hands, done } = setup({ token: 'wolf' })
    hands.down(mouse(100, 100))
    hands.move(mouse(125, 100, { alt: true }))
    expect(done).toEqual([['drag', ['wolf'], { x: 0.5, y: 0 }, true]])
  })

  test('a key, or another finger, in the middle of a drag sets a waypoint and the drag goes on', () => {
    const { hands, done } = setup({ token: 'wolf' })
    expect(hands.waypoint()).toBe(false)
    hands.down({ ...mouse(100, 100), kind: 'touch' })
    hands.move({ ...mouse(150, 100), kind: 'touch' })
    expect(hands.waypoint()).toBe(true)
    const other = { ...mouse(300, 300), kind: 'touch', pointer: 9 } as const
    hands.down(other)
    hands.up(other)
    hands.move({ ...mouse(200, 100), kind: 'touch' })
    hands.up({ ...mouse(200, 100), kind: 'touch' })
    expect(done.map(([what]) => what)).toEqual(['drag', 'waypoint', 'waypoint', 'drag', 'drop'])
  })

  test('Escape in the middle of a drag lets go, and the release after it does nothing', () => {
    const { hands, done } = setup({ token: 'wolf' })
    hands.down(mouse(100, 100))
    hands.move(mouse(150, 100))
    hands.cancel()
    hands.up(mouse(150, 100))
    expect(done.map(([what]) => what)).toEqual(['drag', 'letGo'])
  })

  test('the empty floor pulled away pans, so does a token that may not be moved', () => {
    for (const world of [{ token: undefined }, { token: 'locked', isLocked: true }]) {
      const { hands, done, host } = setup(world)
      const before = screenToMap(host.camera, { x: 100, y: 100 })
      hands.down(mouse(100, 100))
      hands.move(mouse(150, 120))
      hands.up(mouse(150, 120))
      const after = screenToMap(host.camera, { x: 150, y: 120 })
      expect(after.x).toBeCloseTo(before.x)
      expect(after.y).toBeCloseTo(before.y)
      expect(done).toEqual([])
    }
  })

  test('with space held a token stays where it is and the map pans', () => {
    const { hands, done, host } = setup({ token: 'wolf' })
    hands.holdSpace(true)
    hands.down(mouse(100, 100))
    hands.move(mouse(150, 100))
    hands.up(mouse(150, 100))
    expect(done).toEqual([])
    expect(host.camera.x).toBe(-1)
  })

  test('shift on the floor draws a box', () => {
    const { hands, done } = setup({ token: undefined })
    hands.down(mouse(100, 100, { shift: true }))
    hands.move(mouse(50, 200))
    hands.up(mouse(50, 200))
    const area = { x: 1, y: 2, width: 1, height: 2 }
    expect(done).toEqual([
      ['box', area],
      ['box', undefined],
      ['pickBox', area, true],
    ])
  })

  test('a second finger turns a drag into a pinch, and nothing is dropped', () => {
    const { hands, done, host } = setup({ token: 'wolf' })
    hands.down(finger(1, 100, 100))
    hands.move(finger(1, 150, 100))
    hands.down(finger(2, 250, 100))
    hands.move(finger(2, 350, 100))
    hands.up(finger(2, 350, 100))
    hands.up(finger(1, 150, 100))
    expect(done.map(([what]) => what)).toEqual(['drag', 'letGo'])
    expect(host.camera.zoom).toBe(100)
  })

  test('while something is to be picked, a click still clicks but nothing is dragged', () => {
    const { hands, done } = setup({ token: 'wolf', isAiming: true })
    hands.down(mouse(100, 100))
    hands.move(mouse(150, 100))
    hands.up(mouse(150, 100))
    hands.down(mouse(100, 100))
    hands.up(mouse(100, 100))
    expect(done).toEqual([['click', 'wolf', false]])
  })

  test('the wheel zooms at the cursor, sideways it pans', () => {
    const { hands, host } = setup({ token: undefined })
    const at = { x: 100, y: 100 }
    const under = screenToMap(host.camera, at)
    hands.wheel(at, 0, -100, false)
    expect(host.camera.zoom).toBeGreaterThan(50)
    expect(screenToMap(host.camera, at).x).toBeCloseTo(under.x)
    const { zoom, x } = host.camera
    hands.wheel(at, zoom, 0, false)
    expect(host.camera.x).toBeCloseTo(x + 1)
  })
})

interface Situation {
  readonly token: string | undefined
  readonly isLocked?: boolean
  readonly isAiming?: boolean
}

/** A map of 50 pixels a cell where that token is under every press. */
function setup({ token, isLocked = false, isAiming = false }: Situation) {
  const done: unknown[][] = []
  let camera: Camera = { x: 0, y: 0, zoom: 50 }
  const host: HandsHost = {
    get camera() {
      return camera
    },
    isAiming,
    look: (next) => (camera = next),
    tokenUnder: () => token,
    take: (id) => (isLocked ? [] : [id]),
    drag: (tokens, by, isFree) => done.push(['drag', tokens, by, isFree]),
    drop: () => done.push(['drop']),
    letGo: () => done.push(['letGo']),
    waypoint: () => done.push(['waypoint']),
    click: (id, _at, isAdding) => done.push(['click', id, isAdding]),
    box: (area) => done.push(['box', area]),
    pickBox: (area, isAdding) => done.push(['pickBox', area, isAdding]),
    hover: () => undefined,
  }
  return { hands: createHands(host), host, done }
}

function mouse(x: number, y: number, held: { shift?: boolean; alt?: boolean } = {}): HandEvent {
  return event(1, 'mouse', { x, y }, held)
}

function finger(pointer: number, x: number, y: number): HandEvent {
  return event(pointer, 'touch', { x, y }, {})
}

function event(
  pointer: number,
  kind: HandEvent['kind'],
  at: Point,
  { shift = false, alt = false }: { shift?: boolean; alt?: boolean },
): HandEvent {
  return { pointer, kind, at, button: 0, shift, alt }
}
