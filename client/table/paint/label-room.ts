import type { Rectangle } from '../camera.ts'

/** The room on the screen that labels of one frame have taken. */
export interface LabelRoom {
  /** Takes the room for a label; false, and nothing taken, when another label would be hidden. */
  take(label: Rectangle): boolean
  /** Takes room that no label may have: a face, or a label that shows in any case. */
  keep(room: Rectangle): void
}

const BAND_PIXELS = 64

/** Room that is still free everywhere. */
export function createLabelRoom(): LabelRoom {
  const takenByBand = new Map<number, Rectangle[]>()

  function bandsOf({ y, height }: Rectangle): readonly Rectangle[][] {
    const first = Math.floor(y / BAND_PIXELS)
    const last = Math.floor((y + height) / BAND_PIXELS)
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const taken = takenByBand.get(first + index) ?? []
      takenByBand.set(first + index, taken)
      return taken
    })
  }

  function keep(room: Rectangle): void {
    for (const taken of bandsOf(room)) taken.push(room)
  }

  return {
    keep,
    take(label) {
      const isTaken = bandsOf(label).some((taken) => taken.some((one) => overlaps(label, one)))
      if (!isTaken) keep(label)
      return !isTaken
    },
  }
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
