import type { CoverArea, CoverDeed } from '../../sight/index.ts'
import type { Point } from '../camera.ts'
import { toPixels, type Easel } from '../tools/paint-drawings.ts'

/** What a GM sees of fog by hand while the tool for it is in hand. */
export interface CoverShown {
  readonly areas: readonly CoverArea[]
  /** The area in the making. */
  readonly drawn: readonly Point[]
  readonly deed: CoverDeed
  /** Where the next press would land. */
  readonly at: Point | undefined
}

const looks: Readonly<Record<CoverDeed, { colour: string; dash: readonly number[] }>> = {
  reveal: { colour: '#9be38a', dash: [] },
  hide: { colour: '#ff8a75', dash: [8, 6] },
  sight: { colour: '#7fd4ff', dash: [2, 6] },
}

/** Paints the outlines of all areas, and the one that is being drawn. */
export function paintCover(easel: Easel, { areas, drawn, deed, at }: CoverShown): void {
  const { context, pixelRatio } = easel
  for (const area of areas) paintOutline(easel, area.outline, area.deed, 0.6)
  if (drawn.length > 1) {
    paintOutline(easel, drawn, deed, 1)
    context.globalAlpha = 0.2
    context.fillStyle = looks[deed].colour
    context.fill('evenodd')
    context.globalAlpha = 1
  }
  if (at === undefined) return
  const { x, y } = toPixels(easel, at)
  context.beginPath()
  context.arc(x, y, 5 * pixelRatio, 0, Math.PI * 2)
  context.fillStyle = looks[deed].colour
  context.fill()
  context.strokeStyle = 'rgb(0 0 0 / 0.8)'
  context.lineWidth = 1.5 * pixelRatio
  context.stroke()
}

function paintOutline(
  easel: Easel,
  outline: readonly Point[],
  deed: CoverDeed,
  alpha: number,
): void {
  const { context, pixelRatio } = easel
  const { colour, dash } = looks[deed]
  context.beginPath()
  outline.forEach((corner, index) => {
    const { x, y } = toPixels(easel, corner)
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  })
  context.closePath()
  context.globalAlpha = alpha
  context.strokeStyle = colour
  context.lineWidth = 2 * pixelRatio
  context.setLineDash(dash.map((length) => length * pixelRatio))
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}
