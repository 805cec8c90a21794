import type { PictureParts } from '../table/index.ts'
import { createPartCache } from './part-cache.ts'

/** Bytes of decoded parts that are kept. */
const CACHE_BYTES = 64 * 1024 * 1024

/**
 * A large picture in parts: cut once, and kept small as files until one is looked at. The browser can decode a file
 * only as a whole, so that cutting at each look would decode all of it each time. Until it is cut, parts are taken from
 * the decoded whole, which is let go of then.
 */
export function cutIntoParts(
  whole: ImageBitmap,
  side: number,
  mime: string,
): PictureParts & { close(): void } {
  const { width, height } = whole
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)]
  const files: (Blob | undefined)[] = []
  // What cannot be seen through is kept in the way that is quickest to make and to read.
  const kind = mime === 'image/jpeg' ? 'image/jpeg' : 'image/webp'
  let isClosed = false

  function areaOf(index: number) {
    const [left, top] = [(index % columns) * side, Math.floor(index / columns) * side]
    return { left, top, width: Math.min(side, width - left), height: Math.min(side, height - top) }
  }

  async function cut(): Promise<void> {
    // One canvas for all: a new one each would be waited for to be swept up, four megabytes at a time.
    const canvas = new OffscreenCanvas(side, side)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw on a canvas.')
    for (let index = 0; index < columns * rows && !isClosed; index++) {
      const { left, top, ...area } = areaOf(index)
      if (canvas.width !== area.width) canvas.width = area.width
      if (canvas.height !== area.height) canvas.height = area.height
      context.clearRect(0, 0, area.width, area.height)
      context.drawImage(whole, left, top, area.width, area.height, 0, 0, area.width, area.height)
      files[index] = await canvas.convertToBlob({ type: kind, quality: 0.94 })
    }
    whole.close()
  }

  const cache = createPartCache<ImageBitmap>({
    mostBytes: CACHE_BYTES,
    bytesOf: (part) => part.width * part.height * 4,
    async load(index) {
      const { left, top, ...area } = areaOf(index)
      if (files[index] === undefined) {
        try {
          return await createImageBitmap(whole, left, top, area.width, area.height)
        } catch (error) {
          // It may have been let go of meanwhile: then there is a file.
          if (files[index] === undefined) throw error
        }
      }
      return createImageBitmap(files[index])
    },
  })

  void cut().catch(() => undefined)
  return {
    widthPixels: width,
    heightPixels: height,
    side,
    part: (column, row) =>
      column < 0 || row < 0 || column >= columns || row >= rows
        ? undefined
        : cache.get(row * columns + column),
    onPart: cache.onLoaded,
    close() {
      isClosed = true
      cache.close()
    },
  }
}
