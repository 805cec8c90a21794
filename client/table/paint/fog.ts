import {
  covers,
  samplesPerCell,
  traceArea,
  type Cover,
  type LampView,
  type SightArea,
} from '../../sight/index.ts'
import type { Camera, Rectangle, Viewport } from '../camera.ts'
import type { MapFog, MapLight } from '../model.ts'
import { createCoverMasks, type CoverMasks } from './cover-masks.ts'

/** Covers what is not seen; what was seen before shows through dimly. Darkens what no lamp lights. */
export interface FogPainter {
  /** Takes what is seen now; undefined lifts the fog. `colour` is that of what is hidden. */
  set(fog: MapFog | undefined, scene: Rectangle, colour: string): void
  setLight(light: MapLight | undefined): void
  /** Whether there is anything to paint. */
  readonly isUsed: boolean
  paint(
    context: CanvasRenderingContext2D,
    view: { readonly camera: Camera; readonly viewport: Viewport; readonly pixelRatio: number },
    scene: Rectangle,
    colours: { readonly unseen: string; readonly night: string },
  ): void
}

/** How much of what was explored shows through, and how dark the darkest night is where all is seen. */
const EXPLORED_SHOWS = 0.34
const NIGHT_HIDES = 0.78
/** How much a GM sees of what players do not. */
const VEIL_HIDES = 0.45

/** Paths, masks and the explored picture are made once for what is seen; a frame only fills them. */
export function createFogPainter(): FogPainter {
  let prepared: Prepared | undefined
  let masks: { readonly of: Cover; readonly colour: string; readonly made: CoverMasks } | undefined
  let light: MapLight | undefined

  function masksFor(cover: Cover, scene: Rectangle, colour: string): CoverMasks | undefined {
    if (!covers(cover)) return (masks = undefined)
    if (masks?.of !== cover || masks.colour !== colour) {
      masks = { of: cover, colour, made: createCoverMasks(cover, scene, colour) }
    }
    return masks.made
  }

  return {
    get isUsed() {
      return prepared !== undefined || (light?.darkness ?? 0) > 0
    },

    set(fog, scene, colour) {
      const made = fog && masksFor(fog.cover, scene, colour)
      prepared = fog && {
        sight: fog.sight && prepare(fog.sight, scene),
        masks: made,
        hides: fog.isVeil ? VEIL_HIDES : 1,
      }
    },

    setLight: (next) => (light = next),

    paint(context, { camera, viewport, pixelRatio }, scene, { unseen, night }) {
      const scale = camera.zoom * pixelRatio
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, viewport.width * pixelRatio + 1, viewport.height * pixelRatio + 1)
      context.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale)
      const { x, y, width, height } = scene
      const darkness = light?.darkness ?? 0
      if (prepared?.sight !== undefined) {
        context.fillStyle = unseen
        context.fillRect(x, y, width, height)
        context.globalCompositeOperation = 'destination-out'
        context.globalAlpha = EXPLORED_SHOWS
        context.drawImage(prepared.sight.explored, x, y, width, height)
        for (const eye of prepared.sight.eyes) uncover(context, prepared.sight, eye, darkness)
        context.save()
        context.clip(prepared.sight.seen)
        for (const lamp of prepared.sight.lamps) tint(context, lamp)
        context.restore()
      } else if (light !== undefined && darkness > 0) {
        context.globalAlpha = darkness * NIGHT_HIDES
        context.fillStyle = night
        context.fillRect(x, y, width, height)
        context.globalCompositeOperation = 'destination-out'
        context.globalAlpha = 1
        const seen = { left: camera.x, top: camera.y, ...sizeSeen(camera, viewport) }
        const near = light.lamps.filter((lamp) => reaches(lamp, seen))
        for (const lamp of near) shine(context, lamp)
        for (const lamp of near) tint(context, lamp)
      }
      const revealed = prepared?.masks?.revealed
      if (revealed !== undefined) {
        context.globalCompositeOperation = 'destination-out'
        context.globalAlpha = 1
        context.drawImage(revealed, x, y, width, height)
      }
      const hidden = prepared?.masks?.hidden
      if (hidden !== undefined) {
        context.globalCompositeOperation = 'source-over'
        context.globalAlpha = prepared?.hides ?? 1
        context.drawImage(hidden, x, y, width, height)
      }
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

interface Sight {
  /** What any of the eyes sees. */
  readonly seen: Path2D
  readonly lamps: readonly LampView[]
  readonly ambient: 'bright' | 'dim' | 'dark'
  readonly eyes: readonly Eye[]
  readonly bright: Path2D
  readonly dim: Path2D
  readonly explored: OffscreenCanvas
}

interface Prepared {
  readonly sight: Sight | undefined
  readonly masks: CoverMasks | undefined
  readonly hides: number
}

function prepare({ view, explored }: NonNullable<MapFog['sight']>, scene: Rectangle): Sight {
  return {
    seen: pathOf(view.viewers.map(({ sight }) => sight)),
    lamps: view.lamps,
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
  fog: Sight,
  { sight, darkvision }: Eye,
  darkness: number,
): void {
  const show = (path: Path2D, alpha: number) => {
    context.globalAlpha = alpha
    context.fill(path)
  }
  if (fog.ambient === 'bright' && darkness === 0) return show(sight, 1)
  // The darker it is, the less is made out; what darkvision makes of the dark is as good as dusk.
  const dimShows = fog.ambient === 'dark' ? 0.55 : 1 - darkness
  context.save()
  context.clip(sight)
  if (fog.ambient === 'dark') {
    show(darkvision, dimShows)
    show(fog.dim, dimShows)
  } else {
    show(sight, dimShows)
    show(darkvision, 1)
  }
  show(fog.bright, 1)
  // In reach of darkvision dim light is as good as bright.
  context.clip(darkvision)
  show(fog.dim, 1)
  context.restore()
}

/** A pool of light that fades towards its rim, among the walls. */
function shine(context: CanvasRenderingContext2D, { lamp, bright, dim }: LampView): void {
  const { x, y } = lamp.place
  const reach = Math.max(dim.range, bright.range, 0.1)
  const gradient = context.createRadialGradient(x, y, 0, x, y, reach)
  const core = Math.min(Math.max(bright.range / reach, 0), 0.95)
  gradient.addColorStop(0, 'rgb(0 0 0 / 0.96)')
  gradient.addColorStop(core, 'rgb(0 0 0 / 0.8)')
  gradient.addColorStop(1, 'rgb(0 0 0 / 0)')
  const path = new Path2D()
  traceArea(dim.range >= bright.range ? dim : bright, path)
  context.fillStyle = gradient
  context.fill(path)
}

/** Colours what a lamp of coloured light falls on. */
function tint(context: CanvasRenderingContext2D, { lamp, bright, dim }: LampView): void {
  if (lamp.colour === undefined) return
  const { x, y } = lamp.place
  const area = dim.range >= bright.range ? dim : bright
  const gradient = context.createRadialGradient(x, y, 0, x, y, Math.max(area.range, 0.1))
  gradient.addColorStop(0, `${lamp.colour}59`)
  gradient.addColorStop(1, `${lamp.colour}00`)
  const path = new Path2D()
  traceArea(area, path)
  context.globalCompositeOperation = 'source-over'
  context.globalAlpha = 1
  context.fillStyle = gradient
  context.fill(path)
}

function sizeSeen(camera: Camera, { width, height }: Viewport) {
  return { right: camera.x + width / camera.zoom, bottom: camera.y + height / camera.zoom }
}

function reaches(
  { lamp: { place }, dim, bright }: LampView,
  seen: { readonly left: number; readonly top: number; readonly right: number; bottom: number },
): boolean {
  const reach = Math.max(dim.range, bright.range)
  return (
    place.x + reach > seen.left &&
    place.x - reach < seen.right &&
    place.y + reach > seen.top &&
    place.y - reach < seen.bottom
  )
}

/** One pixel for each sample; drawn large, its edges are soft. */
function pictureOf(
  explored: NonNullable<MapFog['sight']>['explored'],
  scene: Rectangle,
): OffscreenCanvas {
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
