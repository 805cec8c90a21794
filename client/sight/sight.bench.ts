import { createExplored } from './explored.ts'
import { lookAround } from './light.ts'
import { masksOfView } from './mask.ts'
import { createSightCache } from './sight-cache.ts'
import { sightFrom } from './sight-from.ts'
import { createCaves, createRooms, createThicket, seededRandom } from './testing/dungeon.ts'
import { indexWalls } from './wall-index.ts'
import type { Point, Wall } from './wall.ts'

/** How long one frame lasts at 60 frames a second. */
const frameMs = 1000 / 60
const viewerCount = 20
const wallCount = 2000
const rounds = 200

const maps: readonly (readonly [string, Wall[], number])[] = [
  ['rooms', createRooms(wallCount, seededRandom(1)), 90],
  ['caves', createCaves(wallCount, seededRandom(2)), 90],
  ['thicket', createThicket(wallCount, 90, seededRandom(3)), 90],
]

console.log(
  `${viewerCount} viewers among ${wallCount} walls on ${maps[0]?.[2] ?? 0} x ${maps[0]?.[2] ?? 0} cells, ` +
    `milliseconds of processor time per recompute, ${rounds} rounds; a frame lasts ${frameMs.toFixed(1)} ms.`,
)
for (const range of [12, 24, 130]) {
  console.log(`Range ${range} cells:`)
  console.table(
    Object.fromEntries(maps.flatMap(([name, walls, side]) => measure(name, walls, side, range))),
  )
}

function measure(name: string, walls: Wall[], side: number, range: number): [string, object][] {
  const random = seededRandom(7)
  const places = Array.from({ length: viewerCount }, () => anywhere(random, side))
  const scenery = (eyes: readonly Point[]) => ({
    viewers: eyes.map((place) => ({ place, range, darkvision: 12 })),
    lamps: eyes.map((place) => ({ place, bright: 4, dim: 8 })),
    ambient: 'dark' as const,
  })
  const cache = createSightCache(walls)
  lookAround(cache, scenery(places))
  const explored = createExplored()
  let plan: readonly Wall[] = walls
  const doors = walls.flatMap((wall, number) => (wall.kind === 'door' ? [number] : []))

  return [
    row(`${name}: index of the walls`, () => indexWalls(walls)),
    row(`${name}: full, every viewer`, () => {
      const index = indexWalls(walls)
      places.forEach((place) => sightFrom(index, place, range))
    }),
    row(`${name}: full, with a torch each`, () => {
      lookAround(createSightCache(walls), scenery(places))
    }),
    row(`${name}: one viewer with a torch moved`, () => {
      places[Math.floor(random() * viewerCount)] = anywhere(random, side)
      lookAround(cache, scenery(places))
    }),
    ...(doors.length === 0
      ? []
      : [
          row(`${name}: one door opened or closed`, () => {
            plan = withDoorTurned(plan, doors[Math.floor(random() * doors.length)] ?? 0)
            cache.setWalls(plan)
            lookAround(cache, scenery(places))
          }),
        ]),
    row(`${name}: explored after one moved`, () => {
      places[0] = anywhere(random, side)
      const view = lookAround(cache, scenery(places.slice(0, 1)))
      masksOfView(view).forEach((mask) => explored.add(mask))
    }),
  ]
}

function row(name: string, work: () => void): [string, object] {
  for (let i = 0; i < 30; i += 1) work()
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }).sort((one, other) => one - other)
  const median = times[Math.floor(rounds / 2)] ?? NaN
  const p99 = times[Math.floor(rounds * 0.99)] ?? NaN
  return [
    name,
    {
      median: median.toFixed(3),
      p99: p99.toFixed(3),
      'p99 of a frame': `${((100 * p99) / frameMs).toFixed(0)} %`,
    },
  ]
}

function withDoorTurned(walls: readonly Wall[], number: number): Wall[] {
  return walls.map((wall, i) =>
    i === number && wall.kind === 'door' ? { ...wall, isOpen: !wall.isOpen } : wall,
  )
}

function anywhere(random: () => number, side: number): Point {
  return { x: random() * side, y: random() * side }
}
