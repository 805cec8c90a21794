import { stoneFloor, woodFloor } from '../floors.ts'
import { grass, path } from '../floors.ts'
import { box, sheet, type Point, ragged, inside } from '../kit.ts'
import type { StarterMap } from '../starter-map.ts'
import {
  barrel,
  bed,
  crate,
  door,
  fire,
  roundTable,
  rug,
  stool,
  table,
  torch,
  tree,
  walls,
} from '../things.ts'

type Line = [number, number][]

const wallLines: readonly Line[] = [
  [
    [9.5, 15],
    [2, 15],
    [2, 2],
    [22, 2],
    [22, 15],
    [11.5, 15],
  ],
  [
    [15, 2],
    [15, 4],
  ],
  [
    [15, 5.5],
    [15, 11.5],
  ],
  [
    [15, 13],
    [15, 15],
  ],
  [
    [15, 8.5],
    [22, 8.5],
  ],
  [
    [2, 6],
    [4.5, 6],
  ],
  [
    [6, 6],
    [8, 6],
    [8, 2],
  ],
]
const doors: readonly { from: [number, number]; to: [number, number] }[] = [
  { from: [9.5, 15], to: [11.5, 15] },
  { from: [15, 4], to: [15, 5.5] },
  { from: [15, 11.5], to: [15, 13] },
  { from: [4.5, 6], to: [6, 6] },
]
const windows: readonly Line[] = [
  [
    [2, 10],
    [2, 11.5],
  ],
  [
    [22, 4.5],
    [22, 6],
  ],
  [
    [22, 11],
    [22, 12.5],
  ],
]

/** An inn with a common room, a kitchen and two rooms to let, by a road. */
export const inn: StarterMap = {
  id: 'inn',
  columns: 24,
  rows: 18,
  ambient: 'dim',
  walls: [
    ...wallLines.map((line) => ({ kind: 'wall' as const, line })),
    ...windows.map((line) => ({ kind: 'window' as const, line })),
  ],
  doors: doors.map((one) => ({ ...one, isOpen: false })),
  lamps: [
    { x: 12.5, y: 2.8, bright: 4, dim: 8 },
    { x: 6.8, y: 3.2, bright: 2, dim: 4 },
    { x: 5, y: 12.5, bright: 2, dim: 4 },
    { x: 18.5, y: 3, bright: 2, dim: 4 },
    { x: 18.5, y: 14, bright: 2, dim: 4 },
  ],
  draw: () =>
    sheet(24, 18, [
      grass([0, 0, 24, 18], 5),
      ragged([
        path(
          [
            [10.5, 15],
            [10.5, 16.4],
          ],
          1.5,
          4,
        ),
        path(
          [
            [0, 16.8],
            [6, 16.5],
            [10.5, 16.2],
            [16, 16.7],
            [24, 16.4],
          ],
          1.6,
          3,
        ),
      ]),
      woodFloor([2, 6, 13, 9], 11),
      woodFloor([8, 2, 7, 4], 12),
      stoneFloor([2, 2, 6, 4], 13),
      woodFloor([15, 2, 7, 6.5], 14, '#7d5634'),
      woodFloor([15, 8.5, 7, 6.5], 15, '#7d5634'),
      rug(16.6, 4.4, 2.6, 2, '#39506b'),
      rug(16.6, 10.6, 2.6, 2, '#6b3a5a'),
      bed(20.4, 2.5, '#39506b'),
      bed(20.4, 9, '#6b3a5a'),
      table(16, 2.5, 1.6, 0.9),
      crate(15.6, 13.8),
      ...bar(),
      ...kitchen(),
      ...(
        [
          [5, 12.5],
          [8.2, 10],
          [11.6, 12.4],
          [5, 9],
        ] as const
      ).flatMap((at, index) => [roundTable(at, 0.85), ...seats(at, index)]),
      inside('M2 2H22V15H2Z', [
        fire([12.5, 2.9], 0.5),
        torch([5, 12.5], 2.4),
        torch([18.5, 3], 2),
        torch([18.5, 14], 2),
      ]),
      walls(wallLines, '#7a634a'),
      ...windows.map((line) =>
        box((line[0]?.[0] ?? 0) - 0.1, line[0]?.[1] ?? 0, 0.2, 1.5, '#9fc3cf', 'opacity="0.85"'),
      ),
      ...doors.map(({ from, to }) => door(from, to)),
      tree([0.6, 3], 1.3, 31),
      tree([23.4, 6], 1.4, 32),
      tree([0.4, 12.6], 1.1, 33),
      barrel([23, 14.4]),
    ]),
}

function bar(): readonly string[] {
  return [
    table(9, 5.2, 3.6, 0.7),
    ...[9.5, 10.6, 11.7].map((x) => stool([x, 6.4])),
    barrel([8.6, 2.7]),
    barrel([9.4, 2.7]),
    barrel([8.6, 3.5]),
  ]
}

function kitchen(): readonly string[] {
  return [
    table(2.5, 2.5, 2.4, 0.8),
    fire([6.8, 3.2], 0.36),
    crate(2.5, 4.8),
    crate(3.4, 4.9, 0.7),
    barrel([7.4, 5.3]),
  ]
}

function seats(at: Point, turn: number): readonly string[] {
  return Array.from({ length: 4 }, (_none, index) => {
    const angle = turn * 0.5 + (index / 4) * Math.PI * 2
    return stool([at[0] + Math.cos(angle) * 1.15, at[1] + Math.sin(angle) * 1.15])
  })
}
