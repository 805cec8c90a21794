import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readImageHeader } from './image-header.ts'
import { avifBytes, jpegBytes, pngBytes, textBytes, webpBytes } from './testing/images.ts'

function header(bytes: Uint8Array): string {
  const read = readImageHeader(bytes)
  return read.type === 'refused'
    ? read.because
    : `${read.mime} ${read.widthPixels} x ${read.heightPixels}`
}

const sides = fc.integer({ min: 1, max: 12_000 })

describe('kind and size of a picture', () => {
  test('are told by its first bytes, for every kind a map may be', () => {
    fc.assert(
      fc.property(sides, sides, (width, height) => {
        const size = `${width} x ${height}`
        expect(header(pngBytes(width, height))).toBe(`image/png ${size}`)
        expect(header(jpegBytes(width, height))).toBe(`image/jpeg ${size}`)
        expect(header(webpBytes('VP8 ', width, height))).toBe(`image/webp ${size}`)
        expect(header(webpBytes('VP8L', width, height))).toBe(`image/webp ${size}`)
        expect(header(webpBytes('VP8X', width, height))).toBe(`image/webp ${size}`)
        expect(header(avifBytes(width, height))).toBe(
          width * height < 256 ? 'image/avif 16 x 16' : `image/avif ${size}`,
        )
      }),
    )
  })

  test('are as shown: a picture on its side is turned', () => {
    expect(header(jpegBytes(4000, 3000, 6))).toBe('image/jpeg 3000 x 4000')
    expect(header(jpegBytes(4000, 3000, 3))).toBe('image/jpeg 4000 x 3000')
    expect(header(avifBytes(4000, 3000, 1))).toBe('image/avif 3000 x 4000')
    expect(header(avifBytes(4000, 3000, 2))).toBe('image/avif 4000 x 3000')
  })

  test.each([
    ['<svg width="640" height="480"/>', '640 x 480'],
    ['<?xml version="1.0"?>\n<!-- a map -->\n<svg viewBox="0 0 800 600"></svg>', '800 x 600'],
    ["<svg width='10cm' height='2in'>", '378 x 192'],
    ['<svg width="100%" viewBox="0,0,30,20">', '30 x 20'],
    ['<svg height="100" viewBox="0 0 30 20">', '150 x 100'],
    ['\ufeff<svg data-width="9" stroke-width="2">', '300 x 150'],
  ])('of an SVG are read as browsers do: %s', (text, size) => {
    expect(header(textBytes(text))).toBe(`image/svg+xml ${size}`)
  })

  test('144 megapixels are a map and one more row is too many, said with numbers', () => {
    expect(header(pngBytes(12_000, 12_000))).toBe('image/png 12000 x 12000')
    expect(header(pngBytes(12_000, 12_001))).toBe(
      'This image has 145 megapixels (12000 x 12001). A map may have up to 144; save it smaller and drop it again.',
    )
  })

  test('are refused in words for what is no map', () => {
    expect(header(textBytes('GIF89a'))).toMatch(/^This is a GIF file\. A map can be PNG/)
    expect(header(textBytes('%PDF-1.7'))).toMatch(/^This is a PDF file/)
    expect(header(textBytes('hello'))).toMatch(/^This is no image a map can be/)
    expect(header(new Uint8Array())).toBe('This file is empty.')
    expect(header(pngBytes(0, 7))).toBe('This PNG image is empty: it has no pixels.')
    expect(header(pngBytes(8, 7).subarray(0, 20))).toMatch(/^This PNG file is damaged/)
  })

  test('a picture cut off or garbled anywhere is read or refused, and harms nobody', () => {
    const pictures = [
      jpegBytes(4000, 3000, 6),
      avifBytes(4000, 3000, 1),
      webpBytes('VP8X', 40, 30),
      pngBytes(40, 30),
    ]
    const garbled = fc
      .tuple(fc.constantFrom(...pictures), fc.nat(200), fc.uint8Array({ maxLength: 12 }))
      .map(([picture, at, noise]) => {
        const copy = picture.slice()
        copy.set(noise.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length))
        return copy.subarray(0, copy.length - (at % 7))
      })
    fc.assert(
      fc.property(garbled, (picture) => {
        expect(['image', 'refused']).toContain(readImageHeader(picture).type)
      }),
      { numRuns: 2000 },
    )
  })
})
