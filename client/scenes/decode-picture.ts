/** More than this, in pixels, is drawn from a reduced copy: a phone's page is ended when it takes too much. */
export const mostPixelsShown = { wide: 40_000_000, narrow: 12_000_000 } as const

/** The longest side that every browser's canvas takes. */
const LONGEST_SIDE = 8192

/** A picture as bitmaps, each half as large as the one before; rejects when the browser cannot read it. */
export async function decodePicture(
  blob: Blob,
  size: { readonly width: number; readonly height: number },
  mostPixels: number,
): Promise<readonly ImageBitmap[]> {
  const shrink = Math.min(
    1,
    Math.sqrt(mostPixels / (size.width * size.height)),
    LONGEST_SIDE / Math.max(size.width, size.height),
  )
  const largest = await createImageBitmap(blob, {
    resizeWidth: Math.max(1, Math.round(size.width * shrink)),
    resizeHeight: Math.max(1, Math.round(size.height * shrink)),
    resizeQuality: shrink < 1 ? 'high' : 'pixelated',
  })
  const sizes = [largest]
  for (let last = largest; last.width > 1024 && last.height > 2;) {
    last = await createImageBitmap(last, {
      resizeWidth: Math.round(last.width / 2),
      resizeHeight: Math.round(last.height / 2),
      resizeQuality: 'medium',
    })
    sizes.push(last)
  }
  return sizes
}
