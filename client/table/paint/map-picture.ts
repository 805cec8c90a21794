import type { Rectangle } from '../camera.ts'
import type { MapPicture } from '../model.ts'

/** Paints the part of a picture that lies in an area, by a context measured in cells. */
export function paintMapPicture(
  context: OffscreenCanvasRenderingContext2D,
  picture: MapPicture,
  area: Rectangle,
  pixelsPerCell: number,
): void {
  const left = Math.max(area.x, picture.x)
  const top = Math.max(area.y, picture.y)
  const width = Math.min(area.x + area.width, picture.x + picture.width) - left
  const height = Math.min(area.y + area.height, picture.y + picture.height) - top
  const source = sizeFor(picture, pixelsPerCell)
  if (source === undefined || width <= 0 || height <= 0) return
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
}

/** The smallest size that is sharp enough, so that far views do not read all of a large picture. */
function sizeFor({ sizes, width }: MapPicture, pixelsPerCell: number): ImageBitmap | undefined {
  return sizes.findLast((size) => size.width / width >= pixelsPerCell) ?? sizes[0]
}
