import type { PixelSize } from '../image-header.ts'

/** From the first chunk: lossy, lossless or extended (RFC 9649, 2.5 to 2.7). */
export function readWebpSize(bytes: Uint8Array): PixelSize | undefined {
  if (bytes.length < 30) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8 ':
      return {
        widthPixels: view.getUint16(26, true) & 0x3fff,
        heightPixels: view.getUint16(28, true) & 0x3fff,
      }
    case 'VP8L': {
      const packed = view.getUint32(21, true)
      return { widthPixels: (packed & 0x3fff) + 1, heightPixels: ((packed >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return {
        widthPixels: (view.getUint32(24, true) & 0xffffff) + 1,
        heightPixels: (view.getUint32(26, true) >>> 8) + 1,
      }
    default:
      return undefined
  }
}
