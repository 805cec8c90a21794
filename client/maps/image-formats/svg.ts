import type { PixelSize } from '../image-header.ts'

/**
 * From width and height of the root element, else from its view box, else the size that browsers give
 * a replaced element (CSS 2.2, 10.3.2). Lengths are CSS units; a percentage says nothing.
 */
export function readSvgSize(bytes: Uint8Array): PixelSize | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, 65_536))
  const root = /<svg\b((?:[^>"']|"[^"]*"|'[^']*')*)>/i.exec(text)?.[1]
  if (root === undefined) return undefined
  const width = pixels(attribute(root, 'width'))
  const height = pixels(attribute(root, 'height'))
  const [, , boxWidth, boxHeight] = (attribute(root, 'viewBox') ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number)
  const ratio = boxWidth !== undefined && boxHeight !== undefined ? boxWidth / boxHeight : undefined
  if (width !== undefined && height !== undefined) return rounded(width, height)
  if (ratio === undefined || !(ratio > 0) || ratio === Infinity) {
    return rounded(width ?? defaultWidth, height ?? defaultHeight)
  }
  if (width !== undefined) return rounded(width, width / ratio)
  if (height !== undefined) return rounded(height * ratio, height)
  return rounded(boxWidth ?? defaultWidth, boxHeight ?? defaultHeight)
}

function attribute(root: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(root)
  return found?.[1] ?? found?.[2]
}

function pixels(length: string | undefined): number | undefined {
  const found = /^\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*$/i.exec(length ?? '')
  if (found === null) return undefined
  const value = Number(found[1]) * (pixelsPerUnit[found[2]?.toLowerCase() ?? 'px'] ?? 1)
  return Number.isFinite(value) ? value : undefined
}

function rounded(width: number, height: number): PixelSize {
  return { widthPixels: Math.round(width), heightPixels: Math.round(height) }
}

const pixelsPerUnit: Readonly<Record<string, number>> = {
  px: 1,
  pt: 96 / 72,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
}
const defaultWidth = 300
const defaultHeight = 150
