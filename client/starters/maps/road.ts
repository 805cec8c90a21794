import { grass, path, water } from '../floors.ts'
import { box, createRandom, line, sheet, smooth, type Point, ragged } from '../kit.ts'
import type { StarterMap } from '../starter-map.ts'
import { barrel, crate, fire, rock, tree } from '../things.ts'

const way: readonly Point[] = [
  [-0.5, 5],
  [4, 5.4],
  [8, 7.2],
  [12, 8.8],
  [15, 9],
  [18, 9],
  [22, 10.2],
  [26.5, 12.6],
]
const river: readonly Point[] = [
  [15.2, -1],
  [15.4, 4],
  [14.6, 8],
  [15, 12],
  [14.2, 19],
  [17.2, 19],
  [17.8, 12],
  [17.4, 8],
  [18.2, 4],
  [18, -1],
]

/** Where trees stand, how wide their crowns are: all along the edges, thinner by the road. */
const trees: readonly (readonly [number, number, number])[] = plantTrees()

/** A road through a forest, over a bridge, past a camp. */
export const road: StarterMap = {
  id: 'road',
  columns: 26,
  rows: 18,
  ambient: 'bright',
  walls: trees.map(([x, y]) => ({
    kind: 'terrain' as const,
    line: [
      [x - 0.25, y - 0.25],
      [x + 0.25, y - 0.25],
      [x + 0.25, y + 0.25],
      [x - 0.25, y + 0.25],
      [x - 0.25, y - 0.25],
    ],
  })),
  doors: [],
  lamps: [{ x: 8, y: 12.6, bright: 4, dim: 8 }],
  draw: () =>
    sheet(26, 18, [
      grass([0, 0, 26, 18], 41, '#56703a'),
      ragged([
        path(
          [
            [8.4, 7.4],
            [8.2, 10],
            [8, 12.2],
          ],
          0.9,
          45,
        ),
        path(way, 1.9, 42),
        water(smooth(river), [
          [16.3, 2],
          [16.8, 4.6],
          [15.8, 6.4],
          [16.4, 12.4],
          [15.6, 14.6],
          [16.2, 16.8],
        ]),
      ]),
      ...bridge(),
      rock([14.2, 11.2], 0.5, 3),
      rock([18.6, 6.4], 0.6, 4),
      rock([21.4, 7.6], 0.42, 5),
      rock([3, 8.6], 0.6, 6),
      rock([17.2, 15.4], 0.34, 7),
      line(
        [
          [5.6, 11.4],
          [6.9, 11.1],
        ],
        '#3c2612',
        0.42,
      ),
      line(
        [
          [5.6, 11.4],
          [6.9, 11.1],
        ],
        '#7a5530',
        0.3,
      ),
      line(
        [
          [9.2, 13.9],
          [10.3, 13.2],
        ],
        '#3c2612',
        0.42,
      ),
      line(
        [
          [9.2, 13.9],
          [10.3, 13.2],
        ],
        '#7a5530',
        0.3,
      ),
      crate(5, 13, 0.8),
      barrel([6.5, 13.8]),
      fire([8, 12.6], 0.42),
      ...cart(),
      ...trees.map(([x, y, radius], index) =>
        tree([x, y], radius, 100 + index, index % 4 === 0 ? '#4d6a2e' : '#38592c'),
      ),
    ]),
}

function bridge(): readonly string[] {
  const planks = Array.from({ length: 13 }, (_none, index) =>
    box(13.9 + index * 0.35, 7.7, 0.31, 2.6, index % 3 === 0 ? '#8d6438' : '#9d7344', 'rx="0.03"'),
  )
  return [
    box(13.8, 7.9, 4.7, 2.5, '#0c0805', 'opacity="0.5" filter="url(#soft)"'),
    ...planks,
    line(
      [
        [13.8, 7.7],
        [18.5, 7.7],
      ],
      '#5a3b1d',
      0.16,
    ),
    line(
      [
        [13.8, 10.3],
        [18.5, 10.3],
      ],
      '#5a3b1d',
      0.16,
    ),
  ]
}

function cart(): readonly string[] {
  return [
    box(20.6, 12.4, 2.2, 1.3, '#0c0805', 'opacity="0.45" filter="url(#soft)"'),
    line(
      [
        [20.4, 13],
        [19.2, 12.6],
      ],
      '#5a3b1d',
      0.12,
    ),
    box(20.5, 12.2, 2.2, 1.3, '#6b4522', 'rx="0.06"'),
    box(20.6, 12.3, 2, 1.1, '#96693a'),
    box(20.7, 12, 0.5, 0.16, '#3c2612', 'rx="0.08"'),
    box(22, 12, 0.5, 0.16, '#3c2612', 'rx="0.08"'),
    box(20.7, 13.55, 0.5, 0.16, '#3c2612', 'rx="0.08"'),
    box(22, 13.55, 0.5, 0.16, '#3c2612', 'rx="0.08"'),
    crate(20.8, 12.5, 0.6),
    barrel([22.1, 12.9], 0.28),
  ]
}

function plantTrees(): readonly (readonly [number, number, number])[] {
  const random = createRandom(77)
  const planted: [number, number, number][] = []
  for (let tries = 0; tries < 600 && planted.length < 46; tries++) {
    const [x, y] = [random() * 26, random() * 18]
    const fromWay = Math.min(...way.map(([wx, wy]) => Math.hypot(wx - x, wy - y)))
    const fromCamp = Math.hypot(x - 8, y - 12.6)
    const fromRiver = Math.abs(x - 16.3)
    const fromCart = Math.hypot(x - 21.4, y - 12.8)
    const radius = 0.8 + random() * 0.7
    const isFree = planted.every(
      ([px, py, pr]) => Math.hypot(px - x, py - y) > (pr + radius) * 0.72,
    )
    if (isFree && fromWay > 2.9 && fromCamp > 3.2 && fromRiver > 2.6 && fromCart > 2.4) {
      planted.push([Math.round(x * 10) / 10, Math.round(y * 10) / 10, radius])
    }
  }
  return planted.sort((one, other) => one[1] - other[1])
}
