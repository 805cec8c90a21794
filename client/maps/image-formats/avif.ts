import type { PixelSize } from '../image-header.ts'

/**
 * From the largest spatial extent among the item properties (ISO/IEC 23008-12, 6.5.3): smaller ones are
 * thumbnails and tiles. Exchanged when the picture is turned by a quarter (6.5.10).
 */
export function readAvifSize(bytes: Uint8Array): PixelSize | undefined {
  const meta = boxes(bytes).find(({ kind }) => kind === 'meta')
  const properties = inside(meta?.content.subarray(4), 'iprp')
  const container = inside(properties, 'ipco')
  if (container === undefined) return undefined
  let largest: PixelSize | undefined
  let isSideways = false
  for (const { kind, content } of boxes(container)) {
    if (kind === 'irot') isSideways = ((content[0] ?? 0) & 1) === 1
    if (kind !== 'ispe' || content.length < 12) continue
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
    const size = { widthPixels: view.getUint32(4), heightPixels: view.getUint32(8) }
    if (largest === undefined || area(size) > area(largest)) largest = size
  }
  if (largest === undefined || !isSideways) return largest
  return { widthPixels: largest.heightPixels, heightPixels: largest.widthPixels }
}

interface Box {
  readonly kind: string
  readonly content: Uint8Array
}

function inside(content: Uint8Array | undefined, kind: string): Uint8Array | undefined {
  return content && boxes(content).find((box) => box.kind === kind)?.content
}

/** The boxes that lie side by side in some bytes, up to the first that is cut short. */
function boxes(bytes: Uint8Array): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Box[] = []
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = view.getUint32(at) === 0 ? bytes.length - at : view.getUint32(at)
    if (length < 8 || at + length > bytes.length) break
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    found.push({ kind, content: bytes.subarray(at + 8, at + length) })
    at += length
  }
  return found
}

function area({ widthPixels, heightPixels }: PixelSize): number {
  return widthPixels * heightPixels
}
