const LONGEST_SIDE = 256

/** A small picture of a picture, made on this device; undefined when the browser cannot read it. */
export async function thumbnailOf(blob: Blob): Promise<Blob | undefined> {
  try {
    const whole = await createImageBitmap(blob)
    const shrink = Math.min(1, LONGEST_SIDE / Math.max(whole.width, whole.height))
    const width = Math.max(1, Math.round(whole.width * shrink))
    const height = Math.max(1, Math.round(whole.height * shrink))
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (context === null) return undefined
    context.imageSmoothingQuality = 'high'
    context.drawImage(whole, 0, 0, width, height)
    whole.close()
    return await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
  } catch {
    return undefined
  }
}
