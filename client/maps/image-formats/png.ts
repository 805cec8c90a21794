import type { PixelSize } from '../image-header.ts'

/** From the IHDR chunk, which comes first (PNG specification, 11.2.1). */
export function readPngSize(bytes: Uint8Array): PixelSize | undefined {
  if (bytes.length < 24 || String.fromCharCode(...bytes.subarray(12, 16)) !== 'IHDR') {
    return undefined
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { widthPixels: view.getUint32(16), heightPixels: view.getUint32(20) }
}
