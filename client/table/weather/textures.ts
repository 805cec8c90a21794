import type { Weather } from '../../world/index.ts'

/** One layer of weather: a picture that repeats, and how it drifts. Lengths in CSS pixels. */
export interface WeatherLayer {
  readonly url: string
  /** The side of the picture, over which it repeats. */
  readonly side: number
  /** How far it drifts in one round, a whole number of sides each way, so that it joins without a seam. */
  readonly drift: readonly [number, number]
  readonly seconds: number
  readonly opacity: number
}

/** Paints the pictures of a weather once; afterwards the browser moves them without a script. */
export async function weatherLayers({ kind, strength }: Weather): Promise<readonly WeatherLayer[]> {
  switch (kind) {
    case 'clear':
      return []
    case 'rain':
      return Promise.all([
        layer(384, [-1, 4], 1.5, 0.5, (paint) => paintRain(paint, 30 + 90 * strength, 26)),
        layer(512, [-1, 3], 1.6, 0.34, (paint) => paintRain(paint, 30 + 110 * strength, 15)),
      ])
    case 'snow':
      return Promise.all([
        layer(420, [1, 2], 13, 0.95, (paint) => paintSnow(paint, 12 + 46 * strength, 2.8)),
        layer(540, [-1, 2], 21, 0.75, (paint) => paintSnow(paint, 20 + 80 * strength, 1.7)),
      ])
    case 'mist':
      return Promise.all([
        layer(900, [1, 0], 70, 0.35 + 0.5 * strength, (paint) => paintMist(paint, 26)),
        layer(1200, [-1, 0], 110, 0.25 + 0.4 * strength, (paint) => paintMist(paint, 20)),
      ])
  }
}

/** Gives the pictures back. */
export function forgetLayers(layers: readonly WeatherLayer[]): void {
  for (const { url } of layers) URL.revokeObjectURL(url)
}

interface Paint {
  readonly context: OffscreenCanvasRenderingContext2D
  readonly side: number
  readonly random: () => number
}

async function layer(
  side: number,
  drift: readonly [number, number],
  seconds: number,
  opacity: number,
  paint: (paint: Paint) => void,
): Promise<WeatherLayer> {
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  paint({ context, side, random: scatter(side) })
  const url = URL.createObjectURL(await canvas.convertToBlob())
  return { url, side, drift, seconds, opacity }
}

/** Falls along the drift of its layer. What crosses a rim goes on at the other. */
function paintRain(paint: Paint, drops: number, length: number): void {
  const { context } = paint
  context.strokeStyle = 'rgb(205 222 240)'
  context.lineWidth = 1.2
  context.lineCap = 'round'
  everywhere(paint, drops, length, (x, y) => {
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x - length * 0.27, y + length)
    context.stroke()
  })
}

function paintSnow(paint: Paint, flakes: number, size: number): void {
  const { context, random } = paint
  everywhere(paint, flakes, size * 2, (x, y) => {
    const reach = size * 1.6
    const gradient = context.createRadialGradient(x, y, 0, x, y, reach)
    gradient.addColorStop(0, 'rgb(255 255 255)')
    gradient.addColorStop(0.5 + random() * 0.2, 'rgb(245 250 255 / 0.8)')
    gradient.addColorStop(1, 'rgb(240 248 255 / 0)')
    context.fillStyle = gradient
    context.fillRect(x - reach, y - reach, 2 * reach, 2 * reach)
  })
}

function paintMist(paint: Paint, banks: number): void {
  const { context, side, random } = paint
  everywhere(paint, banks, side / 3, (x, y) => {
    const reach = side * (0.14 + random() * 0.16)
    const gradient = context.createRadialGradient(x, y, 0, x, y, reach)
    gradient.addColorStop(0, 'rgb(214 222 228 / 0.3)')
    gradient.addColorStop(1, 'rgb(214 222 228 / 0)')
    context.fillStyle = gradient
    context.fillRect(x - reach, y - reach, 2 * reach, 2 * reach)
  })
}

function everywhere(
  { side, random }: Paint,
  count: number,
  reach: number,
  paintAt: (x: number, y: number) => void,
): void {
  for (let number = 0; number < count; number += 1) {
    const [x, y] = [random() * side, random() * side]
    for (const across of aroundRim(x, side, reach)) {
      for (const down of aroundRim(y, side, reach)) paintAt(x + across, y + down)
    }
  }
}

function aroundRim(place: number, side: number, reach: number): readonly number[] {
  if (place < reach) return [0, side]
  return place > side - reach ? [0, -side] : [0]
}

/** Numbers in [0, 1), the same for every painting (mulberry32). */
function scatter(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
}
