import type { Camera, Rectangle, Viewport } from '../camera.ts'
import type { MapPicture } from '../model.ts'
import type { Palette } from '../palette.ts'
import type { Shape } from '../shapes.ts'
import { paintMapPicture } from './map-picture.ts'
import { paintScene } from './scene.ts'

/** A scene painted ahead in square pieces, at the sizes it is looked at. */
export interface SceneTiles {
  /**
   * Draws what the camera sees. Pieces not painted yet are painted until `isLate` says so; the
   * rest shows coarser. Answers whether all was sharp; when not, draw again in the next frame.
   */
  draw(
    context: CanvasRenderingContext2D,
    camera: Camera,
    viewport: Viewport,
    pixelRatio: number,
    isLate: () => boolean,
  ): boolean
  /** Another part of the picture is here: pieces that lacked some are painted again when they are drawn. */
  partCame(): void
}

const TILE_PIXELS = 256
const MOST_TILES = 400
/** Device pixels per cell that pieces are painted at. */
const LEVELS = [8, 16, 32, 64, 128, 256] as const

/** Tiles for these shapes, over them the picture, in this theme; make new ones when any of it changes. */
export function createSceneTiles(
  shapes: readonly Shape[],
  area: Rectangle,
  palette: Palette,
  picture?: MapPicture,
): SceneTiles {
  // In order of use, the longest unused first.
  const tilesByKey = new Map<string, ImageBitmap>()
  /** Painted while parts of the picture were on their way. */
  const blurred = new Set<string>()
  /** Of those, what is painted again because another part came. */
  let again = new Set<string>()

  function find(level: number, column: number, row: number): ImageBitmap | undefined {
    const key = `${level}/${column}/${row}`
    const tile = tilesByKey.get(key)
    if (tile === undefined) return undefined
    tilesByKey.delete(key)
    tilesByKey.set(key, tile)
    return tile
  }

  function paint(level: number, column: number, row: number): ImageBitmap {
    const canvas = new OffscreenCanvas(TILE_PIXELS, TILE_PIXELS)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw on a canvas.')
    const span = TILE_PIXELS / level
    context.scale(level, level)
    context.translate(-column * span, -row * span)
    const seen = { x: column * span, y: row * span, width: span, height: span }
    paintScene({ context, colours: palette.colours, pixelsPerCell: level, area: seen }, shapes)
    const isSharp = picture === undefined || paintMapPicture(context, picture, seen, level)
    // A bitmap is painted by now; a canvas would put that off to when it is drawn.
    const tile = canvas.transferToImageBitmap()
    const own = `${level}/${column}/${row}`
    tilesByKey.get(own)?.close()
    tilesByKey.set(own, tile)
    if (isSharp) blurred.delete(own)
    else blurred.add(own)
    for (const [key, oldest] of tilesByKey) {
      if (tilesByKey.size <= MOST_TILES) break
      tilesByKey.delete(key)
      blurred.delete(key)
      oldest.close()
    }
    return tile
  }

  return {
    partCame: () => void (again = new Set(blurred)),

    draw(context, camera, viewport, pixelRatio, isLate) {
      const scale = camera.zoom * pixelRatio
      const level = LEVELS.find((pixels) => pixels >= scale * 0.75) ?? 256
      const span = TILE_PIXELS / level
      const left = Math.max(camera.x, area.x)
      const top = Math.max(camera.y, area.y)
      const right = Math.min(camera.x + viewport.width / camera.zoom, area.x + area.width)
      const bottom = Math.min(camera.y + viewport.height / camera.zoom, area.y + area.height)
      let isSharp = true
      for (let row = Math.floor(top / span); row * span < bottom; row++) {
        for (let column = Math.floor(left / span); column * span < right; column++) {
          let tile = find(level, column, row)
          const isStale = again.has(`${level}/${column}/${row}`)
          if ((tile === undefined || isStale) && !isLate()) {
            tile = paint(level, column, row)
            again.delete(`${level}/${column}/${row}`)
          } else if (isStale) isSharp = false
          const x = Math.round((column * span - camera.x) * scale)
          const y = Math.round((row * span - camera.y) * scale)
          const width = Math.round(((column + 1) * span - camera.x) * scale) - x
          const height = Math.round(((row + 1) * span - camera.y) * scale) - y
          if (tile !== undefined) context.drawImage(tile, x, y, width, height)
          else {
            isSharp = false
            drawCoarser(context, { level, column, row }, { x, y, width, height })
          }
        }
      }
      return isSharp
    },
  }

  function drawCoarser(
    context: CanvasRenderingContext2D,
    wanted: { level: number; column: number; row: number },
    target: Rectangle,
  ): void {
    for (let level = wanted.level / 2, zoom = 2; level >= LEVELS[0]; level /= 2, zoom *= 2) {
      const tile = find(level, Math.floor(wanted.column / zoom), Math.floor(wanted.row / zoom))
      if (tile === undefined) continue
      const side = TILE_PIXELS / zoom
      const fromX = (wanted.column - Math.floor(wanted.column / zoom) * zoom) * side
      const fromY = (wanted.row - Math.floor(wanted.row / zoom) * zoom) * side
      const { x, y, width, height } = target
      context.drawImage(tile, fromX, fromY, side, side, x, y, width, height)
      return
    }
  }
}
