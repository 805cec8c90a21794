import type { Cover, CoverArea } from '../../sight/index.ts'
import type { Rectangle } from '../camera.ts'

/** What is hidden and what is revealed by hand, painted once; drawn large, their edges are soft. */
export interface CoverMasks {
  /** In the colour of what is hidden. */
  readonly hidden: OffscreenCanvas | undefined
  readonly revealed: OffscreenCanvas | undefined
}

/** Fine enough for a straight edge, and never more than a map's own tiles would take. */
const PIXELS_PER_CELL = 16
const MOST_PIXELS_A_SIDE = 1536

/** Paints all areas in their order, the later over the earlier. */
export function createCoverMasks(cover: Cover, scene: Rectangle, colour: string): CoverMasks {
  const isRevealing = cover.areas.some(({ deed }) => deed === 'reveal')
  const isHiding = cover.isAll || cover.areas.some(({ deed }) => deed === 'hide')
  return {
    hidden: isHiding ? paint(cover, scene, colour, 'hide') : undefined,
    revealed: isRevealing ? paint(cover, scene, colour, 'reveal') : undefined,
  }
}

function paint(
  { isAll, areas }: Cover,
  scene: Rectangle,
  colour: string,
  deed: CoverArea['deed'],
): OffscreenCanvas {
  const longest = Math.max(scene.width, scene.height, 1)
  const scale = Math.min(PIXELS_PER_CELL, MOST_PIXELS_A_SIDE / longest)
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(scene.width * scale)),
    Math.max(1, Math.round(scene.height * scale)),
  )
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  context.scale(canvas.width / scene.width, canvas.height / scene.height)
  context.translate(-scene.x, -scene.y)
  context.fillStyle = colour
  if (deed === 'hide' && isAll) context.fillRect(scene.x, scene.y, scene.width, scene.height)
  for (const area of areas) {
    context.globalCompositeOperation = area.deed === deed ? 'source-over' : 'destination-out'
    context.fill(pathOf(area), 'evenodd')
  }
  return canvas
}

function pathOf({ outline }: CoverArea): Path2D {
  const path = new Path2D()
  outline.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
  return path
}
