import type { Point, Wall } from '../wall.ts'

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Rooms of 5 by 5 cells, side by side, with doors of which some are open, to this many walls. */
export function createRooms(count: number, random: () => number): Wall[] {
  const perSide = Math.ceil(Math.sqrt(count / 6))
  const walls: Wall[] = []
  for (let row = 0; row <= perSide; row += 1) {
    for (let column = 0; column <= perSide; column += 1) {
      const corner = { x: column * 5, y: row * 5 }
      walls.push(...sideOfRoom(corner, { x: corner.x + 5, y: corner.y }, random))
      walls.push(...sideOfRoom(corner, { x: corner.x, y: corner.y + 5 }, random))
    }
  }
  return walls.slice(0, count).map((wall, number) => ({ ...wall, id: `w${number}` }))
}

/** Short walls in every direction, scattered over a square of cells: a forest, where one sees far. */
export function createThicket(count: number, sideCells: number, random: () => number): Wall[] {
  return Array.from({ length: count }, (_, number): Wall => {
    const from = { x: random() * sideCells, y: random() * sideCells }
    const angle = random() * 2 * Math.PI
    const length = 0.3 + random() * 1.5
    const to = { x: from.x + Math.cos(angle) * length, y: from.y + Math.sin(angle) * length }
    return { id: `w${number}`, kind: number % 5 === 0 ? 'terrain' : 'wall', from, to }
  })
}

/** Round caves of 40 jagged walls each, one beside the other, as drawn by hand. */
export function createCaves(count: number, random: () => number): Wall[] {
  const perSide = Math.ceil(Math.sqrt(count / 40))
  const walls: Wall[] = []
  for (let cave = 0; cave < perSide * perSide; cave += 1) {
    const middle = { x: (cave % perSide) * 12 + 6, y: Math.floor(cave / perSide) * 12 + 6 }
    const rim = Array.from({ length: 41 }, (_, i) => {
      const angle = (i / 42) * 2 * Math.PI
      const away = 5 + random() * 0.9
      return { x: middle.x + Math.cos(angle) * away, y: middle.y + Math.sin(angle) * away }
    })
    for (let i = 0; i + 1 < rim.length; i += 1) {
      const [from, to] = [rim[i], rim[i + 1]]
      if (from !== undefined && to !== undefined) walls.push({ id: '', kind: 'wall', from, to })
    }
  }
  return walls.slice(0, count).map((wall, number) => ({ ...wall, id: `w${number}` }))
}

function sideOfRoom(from: Point, to: Point, random: () => number): Wall[] {
  const at = (part: number): Point => ({
    x: from.x + (to.x - from.x) * part,
    y: from.y + (to.y - from.y) * part,
  })
  const isOpen = random() < 0.3
  return [
    { id: '', kind: 'wall', from, to: at(0.4) },
    { id: '', kind: 'door', isOpen, from: at(0.4), to: at(0.6) },
    { id: '', kind: 'wall', from: at(0.6), to },
  ]
}
