import type { PictureParts } from '../table/index.ts'
import { decodePlan, roomFor, type Device } from './decode-plan.ts'

/** A picture ready to be drawn, until it is closed. */
export interface DecodedPicture {
  /** The whole picture, each half as large as the one before. */
  readonly sizes: readonly ImageBitmap[]
  /** Its full size, when that is more than the largest of them. */
  readonly parts?: PictureParts
  close(): void
}

/** Decodes a picture for this device; rejects when the browser cannot read it. */
export async function decodePicture(
  blob: Blob,
  size: { readonly width: number; readonly height: number },
  device: Device,
): Promise<DecodedPicture> {
  const { sizes: wanted, partSide } = decodePlan(size, roomFor[device])
  const whole = partSide === undefined ? undefined : await createImageBitmap(blob)
  const sizes: ImageBitmap[] = []
  for (const { width: resizeWidth, height: resizeHeight } of wanted) {
    const isFull = resizeWidth === size.width && resizeHeight === size.height
    const from = sizes.at(-1) ?? whole ?? blob
    const resizeQuality = sizes.length > 0 ? 'medium' : isFull ? 'pixelated' : 'high'
    sizes.push(await createImageBitmap(from, { resizeWidth, resizeHeight, resizeQuality }))
  }
  const closeSizes = () => sizes.forEach((bitmap) => bitmap.close())
  if (whole === undefined || partSide === undefined) return { sizes, close: closeSizes }
  const { cutIntoParts } = await import('./picture-parts.ts')
  const parts = cutIntoParts(whole, partSide, blob.type)
  return {
    sizes,
    parts,
    close() {
      parts.close()
      closeSizes()
    },
  }
}
