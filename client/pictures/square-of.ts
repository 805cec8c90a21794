/** Pixels a side of what a token wears. */
const SIDE = 256

/** The middle of a picture as a small square, as bitmap and as file; rejects when the browser cannot read it. */
export async function squareOf(
  blob: Blob,
): Promise<{ readonly bitmap: ImageBitmap; readonly blob: Blob }> {
  const whole = await createImageBitmap(blob)
  const { width, height } = whole
  const side = Math.min(width, height)
  const canvas = new OffscreenCanvas(SIDE, SIDE)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(whole, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIDE, SIDE)
  whole.close()
  const file = await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
  return { bitmap: await createImageBitmap(canvas), blob: file }
}
