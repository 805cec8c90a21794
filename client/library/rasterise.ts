/** A drawing as a picture, in its own pixels. */
export interface Rasterised {
  readonly bytes: Uint8Array
  readonly mime: string
  readonly width: number
  readonly height: number
}

/** The longest side that every browser's canvas takes. */
const LONGEST_SIDE = 8192

/**
 * An SVG as pixels, drawn by the browser's image decoder, which runs no script of it and fetches nothing.
 * A small one is drawn at least `leastSide` pixels long. Rejects when the browser cannot read it.
 */
export async function rasterise(
  svg: Uint8Array,
  size: { readonly widthPixels: number; readonly heightPixels: number },
  leastSide = 1024,
): Promise<Rasterised> {
  const longest = Math.max(size.widthPixels, size.heightPixels)
  const scale = Math.min(Math.max(1, leastSide / longest), LONGEST_SIDE / longest)
  const width = Math.max(1, Math.round(size.widthPixels * scale))
  const height = Math.max(1, Math.round(size.heightPixels * scale))
  const blob = new Blob([svg as Uint8Array<ArrayBuffer>], { type: 'image/svg+xml' })
  const url = URL.createObjectURL(blob)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw on a canvas.')
    context.drawImage(image, 0, 0, width, height)
    const file = await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
    return { bytes: new Uint8Array(await file.arrayBuffer()), mime: file.type, width, height }
  } finally {
    URL.revokeObjectURL(url)
  }
}
