import type { Rectangle } from '../camera.ts'

/** The room on the screen that labels of one frame have taken. */
export interface LabelRoom {
  /** Takes the room for a label; false, and nothing taken, when another label would be hidden. */
  take(label: Rectangle): boolean
}

const BAND_PIXELS = 64

/** Room that is still free everywhere. */
export function createLabelRoom(): LabelRoom {
  const takenByBand = new Map<number, Rectangle[]>()

  return {
    take(label) {
      const bands: Rectangle[][] = []
      const last = Math.floor((label.y + label.height) / BAND_PIXELS)
      for (let band = Math.floor(label.y / BAND_PIXELS); band <= last; band++) {
        const taken = takenByBand.get(band) ?? []
        takenByBand.set(band, taken)
        if (taken.some((other) => overlaps(label, other))) return false
        bands.push(taken)
      }
      for (const taken of bands) taken.push(label)
      return true
    },
  }
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
