/** Where a menu opens: above its button or below it, and how high it may be, in px. */
export interface MenuPlace {
  readonly upwards: boolean
  readonly maxHeight: number
}

/** Places a list of a height in px at a button, wholly within the window: below where it fits, else where there is more room. */
export function menuPlace(
  button: { readonly top: number; readonly bottom: number },
  listHeight: number,
  windowHeight: number,
): MenuPlace {
  const above = button.top - margin
  const below = windowHeight - button.bottom - margin
  const upwards = below < listHeight && above > below
  const room = Math.max(upwards ? above : below, 0)
  return { upwards, maxHeight: Math.min(room, windowHeight * mostOfWindow) }
}

/** Between button and list, and between list and the window's edge, together. */
const margin = 12
const mostOfWindow = 0.7
