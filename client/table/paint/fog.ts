import { samplesPerCell, traceArea, type SightArea } from '../../sight/index.ts'
import type { Camera, Rectangle, Viewport } from '../camera.ts'
import type { MapFog } from '../model.ts'

/** Covers what is not seen; what was seen before shows through dimly. */
export interface FogPainter {
  /** Takes what is seen now; undefined lifts the fog. */
  set(fog: MapFog | undefined, scene: Rectangle): void
  paint(
    context: CanvasRenderingContext2D,
    view: { readonly camera: Camera; readonly viewport: Viewport; readonly pixelRatio: number },
    scene: Rectangle,
    colour: string,
  ): void
}

/** How much of what was explored, and of what is dimly lit, shows through. */
const EXPLORED_SHOWS = 0.34
const DIM_SHOWS = 0.55

/** Paths and the explored picture are made once for what is seen; a frame only fills them. */
export function createFogPainter(): FogPainter {
  let prepared: Prepared | undefined

  return {
    set(fog, scene) {
      prepared = fog === undefined ? undefined : prepare(fog, scene)
    },

    paint(context, { camera, viewport, pixelRatio }, scene, colour) {
      const scale = camera.zoom * pixelRatio
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, viewport.width * pixelRatio + 1, viewport.height * pixelRatio + 1)
      if (prepared === undefined) return
      context.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale)
      context.fillStyle = colour
      context.fillRect(scene.x, scene.y, scene.width, scene.height)
      context.globalCompositeOperation = 'destination-out'
      context.globalAlpha = EXPLORED_SHOWS
      context.drawImage(prepared.explored, scene.x, scene.y, scene.width, scene.height)
      for (const eye of prepared.eyes) uncover(context, prepared, eye)
      context.globalCompositeOperation = 'source-over'
      context.globalAlpha = 1
      context.setTransform(1, 0, 0, 1, 0, 0)
    },
  }
}

interface Eye {
  readonly sight: Path2D
  readonly darkvision: Path2D
}

interface Prepared {
  readonly ambient: MapFog['view']['ambient']
  readonly eyes: readonly Eye[]
  readonly bright: Path2D
  readonly dim: Path2D
  readonly explored: OffscreenCanvas
}

function prepare({ view, explored }: MapFog, scene: Rectangle): Prepared {
  return {
    ambient: view.ambient,
    eyes: view.viewers.map(({ sight, darkvision }) => ({
      sight: pathOf([sight]),
      darkvision: pathOf([darkvision]),
    })),
    bright: pathOf(view.lamps.map(({ bright }) => bright)),
    dim: pathOf(view.lamps.map(({ dim }) => dim)),
    explored: pictureOf(explored, scene),
  }
}

function pathOf(areas: readonly SightArea[]): Path2D {
  const path = new Path2D()
  for (const area of areas) traceArea(area, path)
  return path
}

function uncover(
  context: CanvasRenderingContext2D,
  fog: Prepared,
  { sight, darkvision }: Eye,
): void {
  const show = (path: Path2D, alpha: number) => {
    context.globalAlpha = alpha
    context.fill(path)
  }
  if (fog.ambient === 'bright') return show(sight, 1)
  context.save()
  context.clip(sight)
  if (fog.ambient === 'dim') {
    show(sight, DIM_SHOWS)
    show(darkvision, 1)
  } else {
    show(darkvision, DIM_SHOWS)
    show(fog.dim, DIM_SHOWS)
  }
  show(fog.bright, 1)
  // In reach of darkvision dim light is as good as bright.
  context.clip(darkvision)
  show(fog.dim, 1)
  context.restore()
}

/** One pixel for each sample; drawn large, its edges are soft. */
function pictureOf(explored: MapFog['explored'], scene: Rectangle): OffscreenCanvas {
  const width = Math.max(1, Math.ceil(scene.width * samplesPerCell))
  const height = Math.max(1, Math.ceil(scene.height * samplesPerCell))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  const image = context.createImageData(width, height)
  explored.eachSeen((column, row) => {
    if (column < 0 || row < 0 || column >= width || row >= height) return
    image.data[(row * width + column) * 4 + 3] = 255
  })
  context.putImageData(image, 0, 0)
  return canvas
}
