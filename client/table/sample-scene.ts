import type { Shape } from './shapes.ts'

/** A scene to begin with: what lies on the floor, and where heroes and monsters may stand. */
export interface SampleScene {
  readonly name: string
  readonly columns: number
  readonly rows: number
  readonly cellFeet: number
  readonly shapes: readonly Shape[]
  readonly places: {
    readonly heroes: readonly { readonly x: number; readonly y: number }[]
    readonly monsters: readonly { readonly x: number; readonly y: number }[]
  }
}

type Line = [number, number][]

const tavern: Line = [
  [2, 2],
  [13, 2],
  [13, 10],
  [2, 10],
]
const hall: Line = [
  [17, 2],
  [28, 2],
  [28, 4.5],
  [29.4, 5.6],
  [29.4, 8.4],
  [28, 9.5],
  [28, 12],
  [17, 12],
]
const cave: Line = [
  [6, 12],
  [10, 12],
  [12, 13],
  [16, 12.8],
  [19, 13.6],
  [21, 13.5],
  [23, 13.5],
  [24.8, 14.6],
  [25.3, 16.6],
  [23.6, 18.3],
  [20, 18.7],
  [16, 18.2],
  [12.5, 18.9],
  [8, 18.5],
  [5, 17.5],
  [3.7, 15],
  [4.5, 13],
]

/** The cellar under the Gilded Badger: a tavern, a forgotten hall and a flooded cave below both. */
export const sampleScene: SampleScene = {
  name: 'Under the Gilded Badger',
  columns: 31,
  rows: 20,
  cellFeet: 5,
  places: {
    heroes: [
      { x: 9, y: 5 },
      { x: 10, y: 6 },
      { x: 8, y: 6 },
      { x: 9, y: 7 },
    ],
    monsters: [
      { x: 22, y: 5 },
      { x: 23, y: 8 },
      { x: 20, y: 8 },
      { x: 25, y: 6 },
      { x: 18, y: 15 },
      { x: 8, y: 14 },
    ],
  },
  shapes: [
    { type: 'floor', material: 'earth', outline: cave },
    { type: 'floor', material: 'wood', outline: tavern },
    { type: 'floor', material: 'stone', outline: hall },
    { type: 'floor', material: 'stone', outline: rectangle(13, 5, 4, 2) },
    { type: 'floor', material: 'stone', outline: rectangle(21, 12, 2, 1.7) },
    { type: 'floor', material: 'stone', outline: rectangle(7, 10, 2, 2.2) },
    {
      type: 'water',
      outline: [
        [9.6, 15.6],
        [11, 14.3],
        [13, 14.9],
        [14.6, 14.2],
        [16.9, 15],
        [17.2, 16.6],
        [15.2, 17.4],
        [13.4, 16.9],
        [11.4, 17.6],
        [9.8, 17],
      ],
    },
    { type: 'stairs', x: 7, y: 10.1, width: 2, height: 1.9, down: 'south' },
    { type: 'stairs', x: 21, y: 12.1, width: 2, height: 1.5, down: 'south' },
    { type: 'rug', x: 20, y: 5, width: 7, height: 4 },
    { type: 'rug', x: 8, y: 5, width: 3, height: 3 },
    { type: 'table', x: 3, y: 2.6, width: 5, height: 0.8, round: false },
    { type: 'table', x: 4, y: 5, width: 1.5, height: 1.5, round: true },
    { type: 'table', x: 4.2, y: 7.7, width: 1.5, height: 1.5, round: true },
    { type: 'table', x: 10.6, y: 3, width: 1.4, height: 1.4, round: true },
    { type: 'barrel', x: 2.5, y: 2.55, radius: 0.36 },
    { type: 'barrel', x: 8.6, y: 2.6, radius: 0.38 },
    { type: 'barrel', x: 9.4, y: 2.5, radius: 0.34 },
    { type: 'barrel', x: 12.4, y: 9.4, radius: 0.38 },
    { type: 'barrel', x: 11.6, y: 9.45, radius: 0.36 },
    { type: 'crate', x: 2.2, y: 9, width: 0.8, height: 0.8 },
    { type: 'crate', x: 5, y: 15.6, width: 0.8, height: 0.8 },
    { type: 'crate', x: 5.7, y: 16.4, width: 0.7, height: 0.7 },
    { type: 'crate', x: 27, y: 10.9, width: 0.8, height: 0.8 },
    { type: 'bush', x: 10.3, y: 14.6, radius: 0.45 },
    { type: 'bush', x: 16.9, y: 17, radius: 0.55 },
    { type: 'bush', x: 23.6, y: 17, radius: 0.6 },
    { type: 'pillar', x: 19, y: 4, radius: 0.42 },
    { type: 'pillar', x: 19, y: 10, radius: 0.42 },
    { type: 'pillar', x: 23.5, y: 4, radius: 0.42 },
    { type: 'pillar', x: 23.5, y: 10, radius: 0.42 },
    { type: 'pillar', x: 27, y: 4, radius: 0.42 },
    { type: 'pillar', x: 27, y: 10, radius: 0.42 },
    wall([13, 5], [13, 2], [2, 2], [2, 10], [7, 10], [7, 12], [6, 12]),
    wall([9, 12], [9, 10], [13, 10], [13, 7]),
    wall([13, 5], [17, 5], [17, 2], [28, 2], [28, 4.5], [29.4, 5.6], [29.4, 8.4], [28, 9.5]),
    wall([28, 9.5], [28, 12], [23, 12], [23, 13.5]),
    wall([13, 7], [17, 7], [17, 12], [21, 12], [21, 13.5]),
    wall([9, 12], ...cave.slice(1, 6)),
    wall(...cave.slice(6), [6, 12]),
    { type: 'door', from: [13, 5], to: [13, 7], open: false },
    { type: 'door', from: [17, 5], to: [17, 7], open: true },
    { type: 'door', from: [7, 10], to: [9, 10], open: true },
    { type: 'door', from: [21, 12], to: [23, 12], open: false },
    { type: 'torch', x: 5.5, y: 2.25, glow: 4.2 },
    { type: 'torch', x: 11.2, y: 9.75, glow: 3.8 },
    { type: 'torch', x: 15, y: 5.22, glow: 2.6 },
    { type: 'torch', x: 21.2, y: 2.25, glow: 4 },
    { type: 'torch', x: 25.3, y: 2.25, glow: 4 },
    { type: 'torch', x: 29.1, y: 7, glow: 4.6 },
    { type: 'torch', x: 19, y: 11.75, glow: 3.6 },
    { type: 'torch', x: 7.2, y: 18.1, glow: 4.2 },
    { type: 'torch', x: 21.5, y: 18.3, glow: 3.8 },
  ],
}

function rectangle(x: number, y: number, width: number, height: number): Line {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

function wall(...line: Line): Shape {
  return { type: 'wall', line, thickness: 0.34 }
}
