import { grass, path, water } from '../floors.ts'
import { box, circle, createRandom, sheet, smooth, type Point, ragged } from '../kit.ts'
import type { StarterMap } from '../starter-map.ts'
import { barrel, crate, fence, rock, roof, tree, well } from '../things.ts'

/** Left, top, width, height, and the colour of the roof. */
const houses = [
  [3, 2.4, 5, 3.6, '#8a4b32'],
  [12, 1.2, 4, 4.4, '#6d5a4a'],
  [20, 2.6, 5.4, 3.4, '#94583a'],
  [2.4, 13, 3.8, 5, '#6d5a4a'],
  [21.4, 13.4, 4.4, 4.2, '#8a4b32'],
] as const
const pond: readonly Point[] = [
  [11, 16.2],
  [13.4, 15.4],
  [15.8, 16],
  [16.4, 17.6],
  [14.6, 18.8],
  [11.8, 18.6],
  [10.4, 17.6],
]
const trees: readonly (readonly [number, number, number])[] = [
  [1, 8.4, 1.2],
  [9.6, 2, 1],
  [18, 1.6, 1.1],
  [26.8, 8.2, 1.3],
  [8.4, 15.6, 1.2],
  [18.6, 17.4, 1.3],
  [0.6, 19, 1.2],
  [27, 12, 1],
  [17.8, 12.4, 0.8],
  [27.2, 19, 1.4],
]

/** A village by day: roofs round a green with a well, a pond and gardens. */
export const village: StarterMap = {
  id: 'village',
  columns: 28,
  rows: 20,
  ambient: 'bright',
  walls: houses.map(([x, y, width, height]) => ({
    kind: 'wall' as const,
    line: [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  })),
  doors: [],
  lamps: [],
  draw() {
    const random = createRandom(33)
    return sheet(28, 20, [
      grass([0, 0, 28, 20], 8, '#6b8442'),
      ragged([
        path(
          [
            [5.6, 6.2],
            [6, 8],
            [7.4, 10],
          ],
          1,
          2,
        ),
        path(
          [
            [14, 5.8],
            [14, 8],
            [14, 10],
          ],
          1.1,
          3,
        ),
        path(
          [
            [22.6, 6.2],
            [21.6, 8],
            [20, 10.2],
          ],
          1,
          4,
        ),
        path(
          [
            [6.4, 15.4],
            [8, 13],
            [10, 10.8],
          ],
          1,
          5,
        ),
        path(
          [
            [21.2, 15.4],
            [19.4, 13.4],
            [17, 10.8],
          ],
          1,
          6,
        ),
        path(
          [
            [-0.5, 10.6],
            [5, 10.2],
            [10, 10.4],
            [14, 10.2],
            [19, 10.6],
            [28.5, 9.8],
          ],
          1.9,
          1,
        ),
        circle([14, 10.3], 2.9, '#94774f'),
        circle([14, 10.3], 2.2, '#a5875d', 'opacity="0.7"'),
        water(smooth(pond), [
          [12.4, 16.6],
          [14.4, 17.6],
          [13, 18],
          [15, 16.6],
        ]),
      ]),
      well([14, 10.2]),
      ...field(20.4, 18, random),
      ...field(3.2, 6.8, random),
      fence([
        [2.6, 6.6],
        [2.6, 8.6],
        [6.6, 8.6],
      ]),
      fence([
        [8, 3],
        [9.4, 3],
        [9.4, 6],
        [8, 6],
      ]),
      fence([
        [20, 17.9],
        [20, 19.6],
        [26.4, 19.6],
      ]),
      rock([17, 18.9], 0.35, 4),
      rock([10, 16.4], 0.3, 5),
      crate(16.4, 4.6),
      crate(17.2, 5, 0.7),
      barrel([11.5, 5]),
      barrel([6.8, 17.4]),
      ...houses.map(([x, y, width, height, tone]) => roof(x, y, width, height, tone)),
      ...houses.map(([x, y, width]) =>
        box(x + width * 0.72, y + 0.5, 0.6, 0.6, '#4a443c', 'stroke="#1d1813" stroke-width="0.08"'),
      ),
      ...trees.map(([x, y, radius], index) => tree([x, y], radius, 300 + index, '#4c6f31')),
    ])
  },
}

/** Rows of cabbages. */
function field(x: number, y: number, random: () => number): readonly string[] {
  const plants = Array.from({ length: 24 }, (_none, index) =>
    circle(
      [x + 0.3 + (index % 8) * 0.5, y + 0.3 + Math.floor(index / 8) * 0.5],
      0.12 + random() * 0.06,
      '#86a84f',
    ),
  )
  return [box(x, y, 4.1, 1.6, '#5d4428', 'rx="0.15"'), ...plants]
}
