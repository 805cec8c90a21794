import type { PixelSize } from '../image-header.ts'

/**
 * From the first frame header (ITU-T T.81, B.2.2), width and height exchanged when the camera was held
 * upright, as browsers show it (Exif orientation 5 to 8).
 */
export function readJpegSize(bytes: Uint8Array): PixelSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let isSideways = false
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    if (isFrameHeader(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return isSideways
        ? { widthPixels: height, heightPixels: width }
        : { widthPixels: width, heightPixels: height }
    }
    if (marker === app1) isSideways ||= isTurned(bytes.subarray(at + 4, at + 2 + length))
    if (length < 2 || marker === startOfScan) return undefined
    at += 2 + length
  }
  return undefined
}

/** Start-of-frame markers, but for the three in their range that are others. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

/** Whether an Exif segment says that the picture lies on its side. */
function isTurned(segment: Uint8Array): boolean {
  if (segment.length < 14 || String.fromCharCode(...segment.subarray(0, 6)) !== 'Exif\0\0') {
    return false
  }
  const tiff = new DataView(segment.buffer, segment.byteOffset + 6, segment.length - 6)
  const isLittle = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, isLittle)
  if (directory + 2 > tiff.byteLength) return false
  const count = tiff.getUint16(directory, isLittle)
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12
    if (at + 12 > tiff.byteLength) return false
    if (tiff.getUint16(at, isLittle) !== orientationTag) continue
    return tiff.getUint16(at + 8, isLittle) >= 5
  }
  return false
}

const app1 = 0xe1
const startOfScan = 0xda
const orientationTag = 0x0112
