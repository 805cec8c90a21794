import { blob, box, circle, createRandom, fill, line, mix, smooth, type Point } from './kit.ts'

/** A rectangle in cells: left, top, width, height. */
export type Area = readonly [number, number, number, number]

/** Flagstones, each a little different. */
export function stoneFloor([x, y, width, height]: Area, seed: number, tone = '#8d8578'): string {
  const random = createRandom(seed)
  const stones: string[] = [box(x, y, width, height, mix(tone, '#1c1712', 0.55))]
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      const colour = mix(tone, random() < 0.5 ? '#5d564c' : '#b3aa9a', random() * 0.35)
      const isSplit = random() < 0.3
      const half = isSplit ? 0.5 : 1
      stones.push(box(column + 0.02, row + 0.02, half - 0.04, 0.96, colour, 'rx="0.06"'))
      if (isSplit) {
        const other = mix(tone, '#6a6257', random() * 0.4)
        stones.push(box(column + 0.52, row + 0.02, 0.46, 0.96, other, 'rx="0.06"'))
      }
    }
  }
  return stones.join('')
}

/** Boards of different lengths. */
export function woodFloor([x, y, width, height]: Area, seed: number, tone = '#8a5f3a'): string {
  const random = createRandom(seed)
  const boards: string[] = [box(x, y, width, height, mix(tone, '#1a0f06', 0.6))]
  const wide = 1 / 3
  for (let row = 0; row < height / wide; row++) {
    let from = x - random() * 3
    while (from < x + width) {
      const to = from + 2.5 + random() * 3
      const [left, right] = [Math.max(from, x), Math.min(to, x + width)]
      const colour = mix(tone, random() < 0.5 ? '#5d3d22' : '#ad7f50', random() * 0.35)
      const top = y + row * wide
      if (right > left)
        boards.push(box(left + 0.015, top + 0.012, right - left - 0.03, wide - 0.024, colour))
      from = to
    }
  }
  return boards.join('')
}

/** Meadow with tufts. */
export function grass([x, y, width, height]: Area, seed: number, tone = '#5f7a3c'): string {
  const random = createRandom(seed)
  const parts = [box(x, y, width, height, tone)]
  for (let count = 0; count < width * height * 0.5; count++) {
    const at: Point = [x + random() * width, y + random() * height]
    const colour = mix(tone, random() < 0.5 ? '#3d5626' : '#8aa255', 0.25 + random() * 0.35)
    parts.push(
      fill(smooth(blob(random, at, 0.3 + random() * 0.8, 0.3, 7)), colour, 'opacity="0.35"'),
    )
  }
  for (let count = 0; count < width * height * 1.6; count++) {
    const [left, top] = [x + random() * width, y + random() * height]
    const lean = (random() - 0.5) * 0.16
    const colour = mix(tone, random() < 0.6 ? '#2f461d' : '#a9bd6e', 0.5)
    parts.push(
      line(
        [
          [left, top],
          [left + lean, top - 0.12 - random() * 0.1],
        ],
        colour,
        0.035,
      ),
    )
  }
  return parts.join('')
}

/** A trodden way of that width along points; its edges are for `ragged`. */
export function path(
  points: readonly Point[],
  width: number,
  seed: number,
  tone = '#94774f',
): string {
  const random = createRandom(seed)
  const parts = [
    line(points, mix(tone, '#4c4a26', 0.5), width + 0.35, 'opacity="0.7"'),
    line(points, tone, width),
    line(points, mix(tone, '#cbb085', 0.5), width * 0.45, 'opacity="0.5"'),
  ]
  for (const [x, y] of points) {
    for (let count = 0; count < 5; count++) {
      const at: Point = [x + (random() - 0.5) * width, y + (random() - 0.5) * width]
      parts.push(circle(at, 0.04 + random() * 0.07, mix('#8a8478', '#5e5850', random())))
    }
  }
  return parts.join('')
}

/** Water inside of a path, with ripples at those places; its bank is for `ragged`. */
export function water(outlinePath: string, ripples: readonly Point[]): string {
  return [
    fill(outlinePath, '#5b4c33', 'stroke="#5b4c33" stroke-width="0.5"'),
    fill(outlinePath, '#2f6673'),
    fill(outlinePath, 'none', 'stroke="#6fa3a8" stroke-width="0.12" opacity="0.5"'),
    ...ripples.map(([x, y]) =>
      line(
        [
          [x - 0.35, y],
          [x - 0.1, y - 0.06],
          [x + 0.15, y],
          [x + 0.4, y - 0.05],
        ],
        '#a7d0d2',
        0.05,
        'opacity="0.5"',
      ),
    ),
  ].join('')
}
