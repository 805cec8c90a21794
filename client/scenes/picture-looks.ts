const SIDE = 48

/** How a picture looks at a glance; undefined when this browser cannot read it, be it cut off or of a kind it does not know. */
export async function looksOf(
  bytes: Uint8Array,
  mime: string,
): Promise<{ readonly isCutOut: boolean } | undefined> {
  // Drawings of lines are read when they are made pixels of.
  if (mime === 'image/svg+xml') return { isCutOut: false }
  try {
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime })
    const small = await createImageBitmap(blob, { resizeWidth: SIDE, resizeHeight: SIDE })
    const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d')
    context?.drawImage(small, 0, 0)
    small.close()
    const pixels = context?.getImageData(0, 0, SIDE, SIDE).data ?? []
    let clear = 0
    for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) clear += 1
    return { isCutOut: clear > SIDE * SIDE * 0.05 }
  } catch {
    return undefined
  }
}
