import { blob, box, circle, createRandom, fill, line, mix, outline, shade, smooth } from './kit.ts'
import type { Point } from './kit.ts'

/** Walls as seen from above: their shade, their sides, their top. */
export function walls(lines: readonly (readonly Point[])[], tone = '#6b6157', width = 0.3): string {
  return [
    `<g opacity="0.5" filter="url(#soft)" transform="translate(0.06 0.1)">`,
    ...lines.map((points) => line(points, '#0c0805', width + 0.2)),
    '</g>',
    ...lines.map((points) => line(points, mix(tone, '#120d09', 0.65), width + 0.05)),
    ...lines.map((points) => line(points, tone, width - 0.05)),
    ...lines.map((points) =>
      line(points, mix(tone, '#e9dcc4', 0.25), width * 0.35, 'opacity="0.55"'),
    ),
  ].join('')
}

/** A door leaf from one post to the other. */
export function door(from: Point, to: Point): string {
  return [
    line([from, to], '#1d1008', 0.26),
    line([from, to], '#9a6534', 0.17),
    line([from, to], '#c48d55', 0.05, 'opacity="0.7"'),
  ].join('')
}

/** A tree from above; its crown is that wide. */
export function tree(at: Point, radius: number, seed: number, tone = '#3f6130'): string {
  const random = createRandom(seed)
  const crown = smooth(blob(random, at, radius, 0.16, 11))
  const parts = [
    fill(crown, '#0a0e05', 'opacity="0.45" filter="url(#soft)" transform="translate(0.16 0.24)"'),
    fill(crown, mix(tone, '#16260d', 0.45)),
  ]
  for (let layer = 0; layer < 3; layer++) {
    const share = 0.82 - layer * 0.22
    for (let count = 0; count < 7 - layer; count++) {
      const angle = random() * Math.PI * 2
      const out = radius * (0.5 - layer * 0.14) * (0.5 + random() * 0.5)
      const leaf: Point = [
        at[0] + Math.cos(angle) * out - layer * 0.05 * radius,
        at[1] + Math.sin(angle) * out - layer * 0.09 * radius,
      ]
      const colour = mix(tone, '#9cb765', layer * 0.22 + random() * 0.1)
      parts.push(
        fill(smooth(blob(random, leaf, radius * share * 0.42, 0.25, 7)), colour, 'opacity="0.85"'),
      )
    }
  }
  return parts.join('')
}

/** A rock with light from above. */
export function rock(at: Point, radius: number, seed: number): string {
  const random = createRandom(seed)
  const points = blob(random, at, radius, 0.22, 7)
  const top = points.map(([x, y]): Point => [
    at[0] + (x - at[0]) * 0.62 - radius * 0.08,
    at[1] + (y - at[1]) * 0.6 - radius * 0.12,
  ])
  return shade(outline(points)) + fill(outline(points), '#68635b') + fill(outline(top), '#8f897d')
}

/** A table with rounded corners, its boards lengthwise. */
export function table(x: number, y: number, width: number, height: number): string {
  const path = `M${x} ${y}h${width}v${height}h${-width}Z`
  const boards = Array.from({ length: Math.round(height * 4) - 1 }, (_none, index) =>
    line(
      [
        [x + 0.05, y + (index + 1) / 4],
        [x + width - 0.05, y + (index + 1) / 4],
      ],
      '#4a2d14',
      0.02,
    ),
  )
  return (
    shade(path) +
    box(x, y, width, height, '#5a371a', 'rx="0.08"') +
    box(x + 0.05, y + 0.04, width - 0.1, height - 0.1, '#a06c3b', 'rx="0.05"') +
    boards.join('')
  )
}

export function roundTable(at: Point, radius: number): string {
  return `${circle([at[0] + 0.08, at[1] + 0.12], radius, '#100a06', 'opacity="0.45" filter="url(#soft)"')}${circle(at, radius, '#5a371a')}${circle([at[0], at[1] - 0.03], radius - 0.06, '#a06c3b')}${circle([at[0] - 0.1, at[1] - 0.1], radius * 0.55, '#b98450', 'opacity="0.5"')}`
}

export function stool(at: Point): string {
  return `${circle([at[0] + 0.05, at[1] + 0.07], 0.22, '#100a06', 'opacity="0.4" filter="url(#soft)"')}${circle(at, 0.22, '#4d2f16')}${circle(at, 0.16, '#8b5b30')}`
}

export function barrel(at: Point, radius = 0.36): string {
  return `${circle([at[0] + 0.07, at[1] + 0.1], radius, '#100a06', 'opacity="0.5" filter="url(#soft)"')}${circle(at, radius, '#3a2a1a')}${circle(at, radius * 0.86, '#8a5c31')}${circle(at, radius * 0.86, 'none', 'stroke="#4d4438" stroke-width="0.06"')}${line(
    [
      [at[0] - radius * 0.7, at[1]],
      [at[0] + radius * 0.7, at[1]],
    ],
    '#5b3b1d',
    0.03,
  )}${line(
    [
      [at[0], at[1] - radius * 0.7],
      [at[0], at[1] + radius * 0.7],
    ],
    '#5b3b1d',
    0.03,
  )}`
}

export function crate(x: number, y: number, side = 0.8): string {
  return `${shade(`M${x} ${y}h${side}v${side}h${-side}Z`)}${box(x, y, side, side, '#5e3f20')}${box(x + 0.07, y + 0.07, side - 0.14, side - 0.14, '#a67c47')}${line(
    [
      [x + 0.1, y + 0.1],
      [x + side - 0.1, y + side - 0.1],
    ],
    '#6c4a26',
    0.07,
  )}${line(
    [
      [x + side - 0.1, y + 0.1],
      [x + 0.1, y + side - 0.1],
    ],
    '#6c4a26',
    0.07,
  )}`
}

/** A bed with its head at the top. */
export function bed(x: number, y: number, colour = '#7c2f2a'): string {
  return `${shade(`M${x} ${y}h1.1v1.9h-1.1Z`)}${box(x, y, 1.1, 1.9, '#4d2f16', 'rx="0.06"')}${box(x + 0.08, y + 0.08, 0.94, 1.7, '#e4d8be', 'rx="0.08"')}${box(x + 0.08, y + 0.65, 0.94, 1.15, colour, 'rx="0.08"')}${box(x + 0.2, y + 0.15, 0.7, 0.36, '#fff8e6', 'rx="0.12"')}${line(
    [
      [x + 0.12, y + 0.8],
      [x + 0.98, y + 0.8],
    ],
    mix(colour, '#ffffff', 0.3),
    0.05,
  )}`
}

/** Fire on stones, with its light on the floor. */
export function fire(at: Point, radius = 0.4): string {
  const random = createRandom(Math.round(at[0] * 31 + at[1] * 17))
  const flames = [
    ['#d9541e', 0.8],
    ['#f09a2c', 0.55],
    ['#ffe08a', 0.28],
  ] as const
  return [
    circle(at, radius * 5, 'url(#glow)'),
    ...Array.from({ length: 8 }, (_none, index) => {
      const angle = (index / 8) * Math.PI * 2
      return rock(
        [at[0] + Math.cos(angle) * radius, at[1] + Math.sin(angle) * radius],
        radius * 0.28,
        index + 3,
      )
    }),
    circle(at, radius * 0.8, '#1c1009'),
    ...flames.map(([colour, share]) =>
      fill(smooth(blob(random, at, radius * share, 0.3, 8)), colour),
    ),
  ].join('')
}

/** A torch or candle with its light. */
export function torch(at: Point, reach = 2.4): string {
  return `${circle(at, reach, 'url(#glow)')}${circle(at, 0.14, '#2a1a0c')}${circle(at, 0.1, '#ffb74a')}${circle(at, 0.05, '#fff3c4')}`
}

export function pillar(at: Point, radius = 0.42): string {
  return `${circle([at[0] + 0.1, at[1] + 0.14], radius, '#0c0805', 'opacity="0.55" filter="url(#soft)"')}${circle(at, radius, '#4a443c')}${circle(at, radius * 0.85, '#8a8274')}${circle([at[0] - 0.06, at[1] - 0.08], radius * 0.55, '#b5ab98')}`
}

export function rug(
  x: number,
  y: number,
  width: number,
  height: number,
  colour = '#7c2f2a',
): string {
  return `${box(x, y, width, height, mix(colour, '#000000', 0.35), 'rx="0.05"')}${box(x + 0.1, y + 0.1, width - 0.2, height - 0.2, colour)}${box(x + 0.22, y + 0.22, width - 0.44, height - 0.44, 'none', 'stroke="#c69748" stroke-width="0.06"')}${box(x + 0.5, y + 0.5, width - 1, height - 1, mix(colour, '#2a1018', 0.4), 'stroke="#c69748" stroke-width="0.03"')}`
}

/** Stone steps that lead down to the right. */
export function stairs(x: number, y: number, width: number, height: number): string {
  const steps = Math.round(width * 3)
  return Array.from({ length: steps }, (_none, index) => {
    const share = index / steps
    return box(
      x + share * width,
      y,
      width / steps - 0.03,
      height,
      mix('#a39a8a', '#17120d', share * 0.85),
    )
  }).join('')
}

/** A stone coffin; its lid bears a sword. */
export function sarcophagus(x: number, y: number): string {
  return `${shade(`M${x} ${y}h1.2v2.3h-1.2Z`, 0.6)}${box(x, y, 1.2, 2.3, '#3f3a33', 'rx="0.06"')}${box(x + 0.1, y + 0.1, 1, 2.1, '#8d8576', 'rx="0.05"')}${box(x + 0.18, y + 0.18, 0.84, 1.94, '#a49b8a', 'rx="0.05"')}${line(
    [
      [x + 0.6, y + 0.45],
      [x + 0.6, y + 1.85],
    ],
    '#5d564b',
    0.1,
  )}${line(
    [
      [x + 0.35, y + 0.75],
      [x + 0.85, y + 0.75],
    ],
    '#5d564b',
    0.09,
  )}`
}

/** A roof with its ridge along the longer side. */
export function roof(x: number, y: number, width: number, height: number, tone: string): string {
  const isWide = width >= height
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  const light = isWide
    ? box(x, y, width, height / 2, mix(tone, '#f2d3a0', 0.18))
    : box(x, y, width / 2, height, mix(tone, '#f2d3a0', 0.18))
  const ridge: readonly Point[] = isWide
    ? [
        [x, middleY],
        [x + width, middleY],
      ]
    : [
        [middleX, y],
        [middleX, y + height],
      ]
  const rows = Math.round((isWide ? height : width) * 3)
  const tiles = Array.from({ length: rows - 1 }, (_none, index) => {
    const at = (index + 1) / 3
    return isWide
      ? line(
          [
            [x, y + at],
            [x + width, y + at],
          ],
          mix(tone, '#140a06', 0.5),
          0.035,
          'stroke-dasharray="0.3 0.05"',
        )
      : line(
          [
            [x + at, y],
            [x + at, y + height],
          ],
          mix(tone, '#140a06', 0.5),
          0.035,
          'stroke-dasharray="0.3 0.05"',
        )
  })
  return `${shade(`M${x} ${y}h${width}v${height}h${-width}Z`, 0.6)}${box(x, y, width, height, tone)}${light}${tiles.join('')}${line(ridge, mix(tone, '#140a06', 0.45), 0.16)}${line(ridge, mix(tone, '#f2d3a0', 0.4), 0.05)}`
}

/** A fence of posts and rails. */
export function fence(points: readonly Point[]): string {
  const posts = points.map((point) => circle(point, 0.1, '#4d3219'))
  return (
    line(
      points,
      '#0c0805',
      0.14,
      'opacity="0.35" transform="translate(0.05 0.09)" filter="url(#soft)"',
    ) +
    line(points, '#8a6236', 0.08) +
    posts.join('')
  )
}

export function well(at: Point): string {
  return `${circle([at[0] + 0.1, at[1] + 0.15], 0.85, '#100a06', 'opacity="0.5" filter="url(#soft)"')}${circle(at, 0.85, '#6f685d')}${circle(at, 0.85, 'none', 'stroke="#3b352d" stroke-width="0.06" stroke-dasharray="0.4 0.08"')}${circle(at, 0.55, '#16303a')}${circle([at[0] - 0.12, at[1] - 0.12], 0.2, '#4f8290', 'opacity="0.6"')}${line(
    [
      [at[0] - 0.9, at[1]],
      [at[0] + 0.9, at[1]],
    ],
    '#5a371a',
    0.16,
  )}`
}
