import type { Rectangle } from '../camera.ts'
import type { MapPicture } from '../model.ts'

/**
 * Paints what of a picture lies in an area, by a context measured in cells. Answers whether all of it is as sharp as
 * it can be; if not, what is missing is on its way.
 */
export function paintMapPicture(
  context: OffscreenCanvasRenderingContext2D,
  picture: MapPicture,
  area: Rectangle,
  pixelsPerCell: number,
): boolean {
  const left = Math.max(area.x, picture.x)
  const top = Math.max(area.y, picture.y)
  const width = Math.min(area.x + area.width, picture.x + picture.width) - left
  const height = Math.min(area.y + area.height, picture.y + picture.height) - top
  const source = sizeFor(picture, pixelsPerCell)
  if (source === undefined || width <= 0 || height <= 0) return true
  const across = source.width / picture.width
  const down = source.height / picture.height
  context.imageSmoothingQuality = 'high'
  context.drawImage(
    source,
    (left - picture.x) * across,
    (top - picture.y) * down,
    width * across,
    height * down,
    left,
    top,
    width,
    height,
  )
  return across >= pixelsPerCell || paintParts(context, picture, { x: left, y: top, width, height })
}

/** The full size over what was painted of it, as far as it is here. */
function paintParts(
  context: OffscreenCanvasRenderingContext2D,
  picture: MapPicture,
  area: Rectangle,
): boolean {
  const { parts } = picture
  if (parts === undefined) return true
  const { side, widthPixels } = parts
  const cells = (side * picture.width) / widthPixels
  const [x, y] = [area.x - picture.x, area.y - picture.y]
  let isWhole = true
  for (let row = Math.floor(y / cells); row * cells < y + area.height; row++) {
    for (let column = Math.floor(x / cells); column * cells < x + area.width; column++) {
      const part = parts.part(column, row)
      const isBeyond = column * side >= widthPixels || row * side >= parts.heightPixels
      if (part === undefined) isWhole &&= isBeyond
      else {
        context.drawImage(
          part,
          picture.x + column * cells,
          picture.y + row * cells,
          (part.width / side) * cells,
          (part.height / side) * cells,
        )
      }
    }
  }
  return isWhole
}

/** The smallest size that is sharp enough, so that far views do not read all of a large picture. */
function sizeFor({ sizes, width }: MapPicture, pixelsPerCell: number): ImageBitmap | undefined {
  return sizes.findLast((size) => size.width / width >= pixelsPerCell) ?? sizes[0]
}
