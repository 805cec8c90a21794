import {
  circle,
  createRandom,
  fill,
  line,
  mix,
  sheet,
  smooth,
  box,
  blob,
  type Point,
  inside,
  ragged,
} from '../kit.ts'
import { water } from '../floors.ts'
import type { StarterMap } from '../starter-map.ts'
import { rock } from '../things.ts'

/** The cave's wall, once round; the gap at the left is its mouth. */
const rim: readonly Point[] = [
  [0, 7.4],
  [2.2, 7],
  [3.4, 5.2],
  [3, 3.2],
  [4.6, 1.6],
  [7.4, 1.4],
  [9, 2.8],
  [9.4, 5],
  [11, 6],
  [12.8, 5.2],
  [13.4, 3],
  [15.6, 1.4],
  [19, 1.2],
  [21.8, 2.4],
  [22.8, 5.2],
  [21.6, 7.6],
  [19, 8.4],
  [18.2, 10],
  [19.6, 11.6],
  [22, 12.4],
  [22.6, 14.8],
  [20.4, 16.6],
  [16.6, 16.8],
  [14, 15.4],
  [12.6, 13],
  [10.6, 12],
  [8.8, 12.8],
  [8, 15],
  [5.4, 16.4],
  [3, 15.4],
  [2.4, 12.8],
  [3.4, 10.8],
  [2, 9.6],
  [0, 9.4],
]
const pool: readonly Point[] = [
  [15.6, 3.4],
  [18, 2.8],
  [20.4, 3.8],
  [20.8, 5.6],
  [19, 6.6],
  [16.4, 6.2],
  [15, 5],
]
const mushrooms: readonly Point[] = [
  [4.4, 4],
  [8.2, 3.6],
  [14.6, 6.8],
  [20.6, 14.6],
  [4.6, 14.4],
  [12.4, 8.6],
]

/** A cave in the dark, with a pool and mushrooms that glow. */
export const cave: StarterMap = {
  id: 'cave',
  columns: 24,
  rows: 18,
  ambient: 'dark',
  walls: [{ kind: 'wall', line: flowing().map(([x, y]) => [x, y]) }],
  doors: [],
  lamps: mushrooms.map(([x, y]) => ({ x, y, bright: 1, dim: 2.5 })),
  draw() {
    const random = createRandom(61)
    const floor = smooth([...rim, [-2, 8.4]])
    const speckles = Array.from({ length: 500 }, () => {
      const at: Point = [random() * 24, random() * 18]
      return circle(
        at,
        0.02 + random() * 0.06,
        mix('#8b8378', '#2f2a26', random()),
        'opacity="0.6"',
      )
    })
    return sheet(24, 18, [
      box(0, 0, 24, 18, '#1c1815'),
      ...Array.from({ length: 90 }, () =>
        fill(
          smooth(blob(random, [random() * 24, random() * 18], 0.5 + random(), 0.3, 7)),
          mix('#1c1815', '#3b342e', random()),
          'opacity="0.2"',
        ),
      ),
      fill(
        floor,
        '#080605',
        'stroke="#080605" stroke-width="1.1" opacity="0.75" filter="url(#soft)"',
      ),
      fill(floor, '#5b5349'),
      inside(floor, [
        ...Array.from({ length: 120 }, () =>
          fill(
            smooth(blob(random, [random() * 24, random() * 18], 0.4 + random() * 0.9, 0.3, 7)),
            mix('#5b5349', random() < 0.5 ? '#3f3932' : '#7b7265', random() * 0.6),
            'opacity="0.4"',
          ),
        ),
        ...speckles,
        ragged([
          water(smooth(pool), [
            [17.4, 4.2],
            [18.8, 5.2],
            [19.4, 4.2],
          ]),
        ]),
        ...Array.from({ length: 26 }, (_none, index) =>
          rock([1 + random() * 22, 1 + random() * 16], 0.12 + random() * 0.28, index),
        ),
        fill(
          floor,
          'none',
          'stroke="#0a0706" stroke-width="1.3" opacity="0.65" filter="url(#wide)"',
        ),
      ]),
      ragged([fill(floor, 'none', 'stroke="#14100d" stroke-width="0.2"')]),
      ...mushrooms.flatMap(glowing),
    ])
  },
}

function glowing([x, y]: Point): readonly string[] {
  return [
    circle([x, y], 1.5, '#5fd0c0', 'opacity="0.28" filter="url(#wide)"'),
    ...(
      [
        [0, 0, 0.26],
        [0.34, 0.18, 0.16],
        [-0.26, 0.26, 0.13],
      ] as const
    ).flatMap(([dx, dy, size]) => [
      circle([x + dx, y + dy], size, '#1f6f68'),
      circle([x + dx - size * 0.15, y + dy - size * 0.15], size * 0.72, '#7fe6d3'),
      circle([x + dx - size * 0.25, y + dy - size * 0.25], size * 0.25, '#dffff6'),
    ]),
    line(
      [
        [x - 0.1, y + 0.5],
        [x + 0.3, y + 0.5],
      ],
      '#3b7d74',
      0.03,
    ),
  ]
}

/** The rim as the drawing bends it, in short straight pieces. */
function flowing(): readonly Point[] {
  const at = (index: number): Point => rim[Math.min(Math.max(index, 0), rim.length - 1)] ?? [0, 0]
  return rim
    .slice(0, -1)
    .flatMap((_point, index) =>
      [0, 0.34, 0.67].map((share): Point =>
        bend([at(index - 1), at(index), at(index + 1), at(index + 2)], share),
      ),
    )
}

/** A point between the second and third of four, on the curve through them. */
function bend([before, from, to, after]: readonly [Point, Point, Point, Point], t: number): Point {
  const along = (axis: 0 | 1) =>
    0.5 *
    (2 * from[axis] +
      (to[axis] - before[axis]) * t +
      (2 * before[axis] - 5 * from[axis] + 4 * to[axis] - after[axis]) * t * t +
      (3 * from[axis] - before[axis] - 3 * to[axis] + after[axis]) * t * t * t)
  return [Math.round(along(0) * 100) / 100, Math.round(along(1) * 100) / 100]
}
