/** A place in cells. */
export type Point = readonly [number, number]

/** Evenly spread numbers in [0, 1), the same for the same seed: a map is drawn alike everywhere. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Pixels a cell that maps are drawn with. */
export const cellPixels = 70

/** A whole drawing: what is in it is measured in cells, with light, shade and grain over it. */
export function sheet(columns: number, rows: number, parts: readonly string[]): string {
  const [width, height] = [columns * cellPixels, rows * cellPixels]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="0.13"/></filter>
<filter id="wide" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="0.5"/></filter>
<filter id="rough" filterUnits="userSpaceOnUse" x="-1" y="-1" width="${columns + 2}" height="${rows + 2}"><feTurbulence type="fractalNoise" baseFrequency="1.1" numOctaves="2" seed="4"/><feDisplacementMap in="SourceGraphic" scale="0.28"/></filter>
<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.55" numOctaves="3" seed="9"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0.9 0 0 0 -0.38"/></filter>
<filter id="blotch" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.012" numOctaves="3" seed="21"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  1.5 0 0 0 -0.62"/></filter>
<radialGradient id="glow"><stop offset="0" stop-color="#ffcf7a" stop-opacity="0.55"/><stop offset="1" stop-color="#ffb24d" stop-opacity="0"/></radialGradient>
</defs>
<g transform="scale(${cellPixels})">${parts.join('\n')}</g>
<rect width="${width}" height="${height}" filter="url(#blotch)" opacity="0.5"/>
<rect width="${width}" height="${height}" filter="url(#grain)" opacity="0.4"/>
</svg>`
}

/** Things with ragged edges, all at once: to fray each by itself would take the browser seconds. */
export function ragged(parts: readonly string[]): string {
  return `<g filter="url(#rough)">${parts.join('')}</g>`
}

/** Things that are seen only inside of a path. */
export function inside(path: string, parts: readonly string[]): string {
  return `<clipPath id="inside"><path d="${path}"/></clipPath><g clip-path="url(#inside)">${parts.join('')}</g>`
}

/** A closed outline of corners. */
export function outline(points: readonly Point[]): string {
  return `M${points.map(pair).join('L')}Z`
}

/** A closed outline that flows through its points. */
export function smooth(points: readonly Point[]): string {
  const at = (index: number) => points[(index + points.length) % points.length] ?? [0, 0]
  const curves = points.map((_point, index) => {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    const leave: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
    const arrive: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
    return `C${pair(leave)} ${pair(arrive)} ${pair(to)}`
  })
  return `M${pair(at(0))}${curves.join('')}Z`
}

/** A round thing that is not quite round. */
export function blob(
  random: () => number,
  [x, y]: Point,
  radius: number,
  wobble = 0.18,
  corners = 9,
): readonly Point[] {
  return Array.from({ length: corners }, (_none, index) => {
    const angle = (index / corners) * Math.PI * 2
    const reach = radius * (1 + (random() - 0.5) * 2 * wobble)
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach] as const
  })
}

/** A filled path. */
export function fill(path: string, colour: string, more = ''): string {
  return `<path d="${path}" fill="${colour}" ${more}/>`
}

/** A line along points. */
export function line(points: readonly Point[], colour: string, width: number, more = ''): string {
  return `<path d="M${points.map(pair).join('L')}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
}

export function circle([x, y]: Point, radius: number, colour: string, more = ''): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${colour}" ${more}/>`
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
  more = '',
): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${colour}" ${more}/>`
}

/** The shade something throws on the floor. */
export function shade(path: string, strength = 0.45): string {
  return fill(
    path,
    '#100a06',
    `opacity="${strength}" transform="translate(0.08 0.12)" filter="url(#soft)"`,
  )
}

/** A colour between two others, written #rrggbb. */
export function mix(from: string, to: string, share: number): string {
  const channel = (text: string, at: number) => parseInt(text.slice(1 + at * 2, 3 + at * 2), 16)
  const mixed = [0, 1, 2].map((at) =>
    Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${mixed.join('')}`
}

function pair([x, y]: Point): string {
  return `${short(x)} ${short(y)}`
}

function short(number: number): string {
  return String(Math.round(number * 1000) / 1000)
}
