/** The first bytes of pictures, as their specifications lay them out. */

/** A PNG up to its header's end. */
export function pngBytes(width: number, height: number): Uint8Array {
  return bytes(
    '\x89PNG\r\n\x1a\n',
    big(13, 4),
    'IHDR',
    big(width, 4),
    big(height, 4),
    '\x08\x06\0\0\0',
  )
}

/** A JPEG up to its frame header; with an orientation it carries an Exif segment first. */
export function jpegBytes(width: number, height: number, orientation?: number): Uint8Array {
  const entry = [
    big(1, 2),
    big(0x0112, 2),
    big(3, 2),
    big(1, 4),
    big(orientation ?? 1, 2),
    big(0, 2),
  ]
  const exif = bytes('Exif\0\0', 'MM\0*', big(8, 4), ...entry, big(0, 4))
  const app1 = orientation === undefined ? [] : ['\xff\xe1', big(exif.length + 2, 2), exif]
  const table = ['\xff\xdb', big(67, 2), '\0'.repeat(65)]
  const frame = ['\xff\xc2', big(17, 2), '\x08', big(height, 2), big(width, 2), '\x03'.repeat(10)]
  return bytes('\xff\xd8', ...app1, ...table, ...frame)
}

/** A WebP of one of the three kinds. */
export function webpBytes(
  kind: 'VP8 ' | 'VP8L' | 'VP8X',
  width: number,
  height: number,
): Uint8Array {
  const start = ['RIFF', little(100, 4), 'WEBP', kind, little(80, 4)]
  switch (kind) {
    case 'VP8 ':
      return bytes(...start, '\0\0\0\x9d\x01\x2a', little(width, 2), little(height, 2))
    case 'VP8L':
      return bytes(...start, '\x2f', little((width - 1) | ((height - 1) << 14), 4), '\0'.repeat(9))
    case 'VP8X':
      return bytes(...start, '\x10\0\0\0', little(width - 1, 3), little(height - 1, 3))
  }
}

/** An AVIF with a thumbnail's extent beside the picture's, turned by quarters when asked. */
export function avifBytes(width: number, height: number, quarters = 0): Uint8Array {
  const extent = (wide: number, high: number): Uint8Array =>
    box('ispe', '\0\0\0\0', big(wide, 4), big(high, 4))
  const turn = quarters === 0 ? [] : [box('irot', big(quarters, 1))]
  const properties = box('ipco', extent(16, 16), extent(width, height), ...turn)
  const meta = box('meta', '\0\0\0\0', box('hdlr', '\0'.repeat(24)), box('iprp', properties))
  return bytes(box('ftyp', 'avif', big(0, 4), 'mif1miaf'), meta, box('mdat', '\0\0\0\0'))
}

/** Text as bytes. */
export function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Bytes as base64. */
export function base64Of(content: Uint8Array): string {
  return btoa(String.fromCharCode(...content))
}

function box(kind: string, ...content: (string | Uint8Array)[]): Uint8Array {
  const inside = bytes(...content)
  return bytes(big(inside.length + 8, 4), kind, inside)
}

/** Letters are bytes. */
function bytes(...parts: (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part],
    ),
  )
}

function big(value: number, length: number): Uint8Array {
  return little(value, length).reverse()
}

function little(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** i) & 0xff)
}
