import { stoneFloor } from '../floors.ts'
import { blob, box, createRandom, fill, inside, line, mix, sheet, smooth } from '../kit.ts'
import type { StarterMap } from '../starter-map.ts'
import { door, pillar, rock, rug, sarcophagus, stairs, torch, walls } from '../things.ts'

type Line = [number, number][]

const wallLines: readonly Line[] = [
  [
    [7, 8.25],
    [7, 6],
    [1, 6],
    [1, 12],
    [7, 12],
    [7, 9.75],
  ],
  [
    [10, 8],
    [7, 8],
  ],
  [
    [10, 10],
    [7, 10],
  ],
  [
    [10, 8],
    [10, 2],
    [21, 2],
    [21, 8.25],
  ],
  [
    [10, 10],
    [10, 16],
    [15, 16],
  ],
  [
    [16, 16],
    [21, 16],
    [21, 9.75],
  ],
  [
    [21, 8],
    [23, 8],
    [23, 4],
    [27, 4],
    [27, 14],
    [23, 14],
    [23, 10],
    [21, 10],
  ],
  [
    [15, 16],
    [15, 17],
    [12, 17],
    [12, 19],
    [19, 19],
    [19, 17],
    [16, 17],
    [16, 16],
  ],
]
const doors: readonly { from: [number, number]; to: [number, number] }[] = [
  { from: [7, 8.25], to: [7, 9.75] },
  { from: [21, 8.25], to: [21, 9.75] },
  { from: [15, 16], to: [16, 16] },
]
const torches = [
  [4, 6.4],
  [12, 2.5],
  [19, 2.5],
  [12, 15.5],
  [19, 15.5],
  [25, 4.5],
] as const
const pillars = [
  [13, 5],
  [18, 5],
  [13, 13],
  [18, 13],
  [13, 9],
  [18, 9],
] as const

/** All that is not rock. */
const rooms = 'M1 6H7V8H10V2H21V8H23V4H27V14H23V10H21V16H16V17H19V19H12V17H15V16H10V10H7V12H1Z'

/** A burial place under the ground: stairs, a hall of pillars, a chamber, a hidden store. */
export const crypt: StarterMap = {
  id: 'crypt',
  columns: 28,
  rows: 20,
  ambient: 'dark',
  walls: wallLines.map((line) => ({ kind: 'wall' as const, line })),
  doors: doors.map((one) => ({ ...one, isOpen: false })),
  lamps: torches.map(([x, y]) => ({ x, y, bright: 3, dim: 6 })),
  draw() {
    const random = createRandom(91)
    return sheet(28, 20, [
      box(0, 0, 28, 20, '#15110f'),
      ...Array.from({ length: 110 }, () =>
        fill(
          smooth(blob(random, [random() * 28, random() * 20], 0.5 + random(), 0.3, 7)),
          mix('#15110f', '#2f2823', random()),
          'opacity="0.22"',
        ),
      ),
      stoneFloor([1, 6, 6, 6], 1, '#7f776b'),
      stoneFloor([7, 8, 3, 2], 2, '#756d61'),
      stoneFloor([10, 2, 11, 14], 3, '#857d71'),
      stoneFloor([21, 8, 2, 2], 4, '#756d61'),
      stoneFloor([23, 4, 4, 10], 5, '#7a7468'),
      stoneFloor([12, 17, 7, 2], 6, '#6c6559'),
      stoneFloor([15, 16, 1, 1], 7, '#6c6559'),
      stairs(1.2, 8, 2.6, 2),
      rug(14.5, 4, 2, 10, '#5a2433'),
      ...[11, 19].flatMap((x) => [3.4, 7.6, 11.8].map((y) => sarcophagus(x - 0.1, y))),
      sarcophagus(24.4, 7.6),
      box(23.6, 6.6, 2.8, 4.4, 'none', 'stroke="#b08a3c" stroke-width="0.08" opacity="0.8"'),
      line(
        [
          [23.4, 13.2],
          [24.2, 12.6],
        ],
        '#d8cdb5',
        0.08,
      ),
      rock([16.9, 18.3], 0.35, 2),
      rock([12.7, 18.4], 0.28, 3),
      rock([9.3, 9.5], 0.22, 4),
      rock([20, 10.9], 0.26, 5),
      ...pillars.map((at) => pillar(at)),
      inside(
        rooms,
        torches.map((at) => torch(at)),
      ),
      walls(wallLines, '#6e665a'),
      ...doors.map(({ from, to }) => door(from, to)),
    ])
  },
}
