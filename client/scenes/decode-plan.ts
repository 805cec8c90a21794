/** How a picture is decoded: at which sizes, and whether its full size is kept in parts. */
export interface DecodePlan {
  /** What is kept whole, the largest first; each half as large as the one before. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[]
  /** Pixels a side of the parts that show the picture at its full size; undefined when the largest size does. */
  readonly partSide: number | undefined
}

/** What a device bears, in pixels: a phone's page is ended when it takes too much. */
export interface DeviceRoom {
  /** The most of a picture that is kept whole. */
  readonly whole: number
  /** The most of it that is kept whole when its full size is there in parts; undefined where it is only reduced. */
  readonly overview: number | undefined
}

/** Laptops, and phones. */
export type Device = 'wide' | 'narrow'

/** In pixels of four bytes. */
export const roomFor = {
  wide: { whole: 40_000_000, overview: 16_000_000 },
  narrow: { whole: 12_000_000, overview: undefined },
} as const satisfies Record<Device, DeviceRoom>

/** The longest side that every browser's canvas takes. */
const LONGEST_SIDE = 8192
const PART_SIDE = 1024

/** By the pixels of the picture and the room of the device. */
export function decodePlan(
  { width, height }: { readonly width: number; readonly height: number },
  room: DeviceRoom,
): DecodePlan {
  const shrinkTo = (pixels: number) =>
    Math.min(1, Math.sqrt(pixels / (width * height)), LONGEST_SIDE / Math.max(width, height))
  const isTooLarge = shrinkTo(room.whole) < 1
  const inParts = isTooLarge && room.overview !== undefined
  const shrink = shrinkTo(inParts ? room.overview : room.whole)
  const sizes = [
    {
      width: Math.max(1, Math.round(width * shrink)),
      height: Math.max(1, Math.round(height * shrink)),
    },
  ]
  for (let last = sizes[0]; last !== undefined && last.width > 1024 && last.height > 2;) {
    last = { width: Math.round(last.width / 2), height: Math.round(last.height / 2) }
    sizes.push(last)
  }
  return { sizes, partSide: inParts ? PART_SIDE : undefined }
}
