import type { Lamp } from '../../sight/index.ts'
import type { LampOnScene } from '../../world/index.ts'
import { toPixels, type Easel } from '../tools/paint-drawings.ts'

/** What a GM sees of lamps while the tool for them is in hand. */
export interface LampsShown {
  readonly lamps: readonly LampOnScene[]
  readonly picked: string | undefined
  /** The one that the next press would put up. */
  readonly coming: Lamp | undefined
}

/** Marks every lamp in sight, and shows how far the picked one and a coming one shine. */
export function paintLamps(easel: Easel, { lamps, picked, coming }: LampsShown): void {
  const { context } = easel
  if (coming !== undefined) {
    context.globalAlpha = 0.6
    paintReach(easel, coming)
    paintMark(easel, coming, false)
    context.globalAlpha = 1
  }
  const pickedLamp = lamps.find(({ id }) => id === picked)
  if (pickedLamp !== undefined) paintReach(easel, pickedLamp)
  for (const lamp of lamps) if (isInSight(easel, lamp)) paintMark(easel, lamp, lamp === pickedLamp)
}

const plainLight = '#ffdf9e'

/** A small sun, so that the colour is not the only sign. */
function paintMark(easel: Easel, lamp: Lamp, isPicked: boolean): void {
  const { context, pixelRatio } = easel
  const { x, y } = toPixels(easel, lamp.place)
  const radius = (isPicked ? 8 : 6.5) * pixelRatio
  const rays = new Path2D()
  for (let ray = 0; ray < 8; ray++) {
    const [across, down] = [Math.cos((ray * Math.PI) / 4), Math.sin((ray * Math.PI) / 4)]
    rays.moveTo(x + across * radius * 1.35, y + down * radius * 1.35)
    rays.lineTo(x + across * radius * 1.8, y + down * radius * 1.8)
  }
  context.lineCap = 'round'
  context.strokeStyle = 'rgb(0 0 0 / 0.8)'
  context.lineWidth = 5 * pixelRatio
  context.stroke(rays)
  context.strokeStyle = isPicked ? '#ffffff' : (lamp.colour ?? plainLight)
  context.lineWidth = 2.5 * pixelRatio
  context.stroke(rays)
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fillStyle = lamp.colour ?? plainLight
  context.fill()
  context.strokeStyle = 'rgb(0 0 0 / 0.85)'
  context.lineWidth = (isPicked ? 5 : 3) * pixelRatio
  context.stroke()
  context.strokeStyle = '#ffffff'
  context.lineWidth = (isPicked ? 2.5 : 1) * pixelRatio
  context.stroke()
}

/** Bright to a line, dim to a dashed one. */
function paintReach(easel: Easel, lamp: Lamp): void {
  const { context, camera, pixelRatio } = easel
  const { x, y } = toPixels(easel, lamp.place)
  for (const [cells, dash] of [
    [lamp.bright, []],
    [lamp.dim, [7, 6]],
  ] as const) {
    if (cells <= 0) continue
    context.beginPath()
    context.arc(x, y, cells * camera.zoom * pixelRatio, 0, Math.PI * 2)
    context.setLineDash([])
    context.strokeStyle = 'rgb(0 0 0 / 0.55)'
    context.lineWidth = 4 * pixelRatio
    context.stroke()
    context.setLineDash(dash.map((length) => length * pixelRatio))
    context.strokeStyle = lamp.colour ?? plainLight
    context.lineWidth = 2 * pixelRatio
    context.stroke()
  }
  context.setLineDash([])
}

function isInSight(easel: Easel, { place }: Lamp): boolean {
  const { x, y } = toPixels(easel, place)
  const { width, height } = easel.context.canvas
  return x > -20 && y > -20 && x < width + 20 && y < height + 20
}
