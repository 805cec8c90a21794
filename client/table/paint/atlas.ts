/** A picture inside a larger one, in pixels. */
export interface Sprite {
  readonly image: OffscreenCanvas
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Many small pictures on few large canvases, because a canvas of its own is dear. */
export interface Atlas {
  /** Room for one picture; `paint` gets a context whose origin is its corner. */
  add(
    width: number,
    height: number,
    paint: (context: OffscreenCanvasRenderingContext2D) => void,
  ): Sprite
  /** How many pixels wide a text is in that font. */
  measure(text: string, font: string): number
}

const PAGE_PIXELS = 1024
/** Keeps neighbours out of each other when a sprite is drawn scaled. */
const MARGIN = 2

interface Page {
  readonly context: OffscreenCanvasRenderingContext2D
  /** Where the next picture goes, and how high the present row is. */
  x: number
  y: number
  rowHeight: number
}

/** An atlas without pictures. */
export function createAtlas(): Atlas {
  let page: Page | undefined

  function roomFor(width: number, height: number): Page {
    if (page !== undefined && page.x + width > PAGE_PIXELS) {
      page.x = 0
      page.y += page.rowHeight
      page.rowHeight = 0
    }
    if (page === undefined || page.y + height > PAGE_PIXELS) page = createPage(width, height)
    return page
  }

  return {
    add(width, height, paint) {
      const on = roomFor(width + MARGIN, height + MARGIN)
      const { context } = on
      const sprite = { image: context.canvas, x: on.x, y: on.y, width, height }
      on.x += width + MARGIN
      on.rowHeight = Math.max(on.rowHeight, height + MARGIN)
      context.save()
      context.translate(sprite.x, sprite.y)
      paint(context)
      context.restore()
      return sprite
    },

    measure(text, font) {
      const { context } = roomFor(0, 0)
      context.font = font
      return context.measureText(text).width
    },
  }
}

/**
 * Copies a sprite pixel by pixel, its middle as near to a point as that allows: where no graphics card helps, half
 * the work of drawing it between pixels.
 */
export function copySprite(
  context: CanvasRenderingContext2D,
  sprite: Sprite,
  middle: { readonly x: number; readonly y: number },
): void {
  const x = Math.round(middle.x - sprite.width / 2)
  drawSprite(context, sprite, x, Math.round(middle.y - sprite.height / 2))
}

/** Draws a sprite as large as asked. */
export function drawSprite(
  context: CanvasRenderingContext2D,
  { image, x, y, width, height }: Sprite,
  toX: number,
  toY: number,
  toWidth = width,
  toHeight = height,
): void {
  context.drawImage(image, x, y, width, height, toX, toY, toWidth, toHeight)
}

/** A picture larger than a page gets a page of its own size. */
function createPage(width: number, height: number): Page {
  const canvas = new OffscreenCanvas(Math.max(width, PAGE_PIXELS), Math.max(height, PAGE_PIXELS))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  return { context, x: 0, y: 0, rowHeight: 0 }
}
