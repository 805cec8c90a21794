import { readAvifSize } from './image-formats/avif.ts'
import { readJpegSize } from './image-formats/jpeg.ts'
import { readPngSize } from './image-formats/png.ts'
import { readSvgSize } from './image-formats/svg.ts'
import { readWebpSize } from './image-formats/webp.ts'

/** The kinds of image a map may be. */
export type ImageMime = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif' | 'image/svg+xml'

/** What the first bytes of an image tell; the picture itself is not decoded. */
export type ImageHeader =
  | {
      readonly type: 'image'
      readonly mime: ImageMime
      /** As shown, a turn by the camera taken into account. */
      readonly widthPixels: number
      readonly heightPixels: number
    }
  | { readonly type: 'refused'; readonly because: string }

/** Width and height in pixels. */
export interface PixelSize {
  readonly widthPixels: number
  readonly heightPixels: number
}

/** The largest map: a hundred by seventy cells at 140 pixels, and some. */
export const mostPixels = 144_000_000

/** Kind and size of an image from its bytes, whatever its name says. Answers a refusal, never throws. */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const mime = imageMimeOf(bytes)
  if (mime === undefined) return { type: 'refused', because: whyNoImage(bytes) }
  const size = sizeOf(mime, bytes)
  const name = imageNames[mime]
  if (size === undefined) {
    return { type: 'refused', because: `This ${name} file is damaged: its size cannot be read.` }
  }
  const { widthPixels, heightPixels } = size
  if (!(widthPixels >= 1 && heightPixels >= 1)) {
    return { type: 'refused', because: `This ${name} image is empty: it has no pixels.` }
  }
  if (widthPixels * heightPixels > mostPixels) {
    const megapixels = Math.ceil((widthPixels * heightPixels) / 1e6)
    const because = `This image has ${megapixels} megapixels (${widthPixels} x ${heightPixels}). A map may have up to ${mostPixels / 1e6}; save it smaller and drop it again.`
    return { type: 'refused', because }
  }
  return { type: 'image', mime, widthPixels, heightPixels }
}

/** The kind of image these bytes begin like; undefined when they begin like none that a map may be. */
export function imageMimeOf(bytes: Uint8Array): ImageMime | undefined {
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (startsWith(bytes, '\xff\xd8\xff')) return 'image/jpeg'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP')) return 'image/webp'
  if (startsWith(bytes.subarray(4), 'ftypavif') || startsWith(bytes.subarray(4), 'ftypavis')) {
    return 'image/avif'
  }
  const text = latin1(bytes.subarray(0, 4096))
  if (/^(\xef\xbb\xbf)?(<\?xml[^>]*\?>|<!--[^]*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s/>]/i.test(text)) {
    return 'image/svg+xml'
  }
  return undefined
}

function sizeOf(mime: ImageMime, bytes: Uint8Array): PixelSize | undefined {
  switch (mime) {
    case 'image/png':
      return readPngSize(bytes)
    case 'image/jpeg':
      return readJpegSize(bytes)
    case 'image/webp':
      return readWebpSize(bytes)
    case 'image/avif':
      return readAvifSize(bytes)
    case 'image/svg+xml':
      return readSvgSize(bytes)
  }
}

function whyNoImage(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'This file is empty.'
  const known = strangers.find(([magic, offset]) => startsWith(bytes.subarray(offset), magic))
  return known === undefined
    ? 'This is no image a map can be. PNG, JPEG, WebP, AVIF and SVG are.'
    : `This is a ${known[2]} file. A map can be PNG, JPEG, WebP, AVIF or SVG; save it as one of these.`
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  return latin1(bytes.subarray(0, magic.length)) === magic
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

const imageNames: Record<ImageMime, string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
  'image/svg+xml': 'SVG',
}

/** How other files begin, at which byte, and what they are called. */
const strangers: readonly (readonly [string, number, string])[] = [
  ['GIF8', 0, 'GIF'],
  ['BM', 0, 'BMP'],
  ['II*\0', 0, 'TIFF'],
  ['MM\0*', 0, 'TIFF'],
  ['%PDF', 0, 'PDF'],
  ['8BPS', 0, 'Photoshop'],
  ['ftyphei', 4, 'HEIC'],
  ['ftypmif1', 4, 'HEIC'],
  ['\xff\x0a', 0, 'JPEG XL'],
  ['PK\x03\x04', 0, 'ZIP'],
]
