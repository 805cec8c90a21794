import type { MapDoor, MapPoint, MapStretch } from '../map-plan.ts'
import { mapLimits } from './limits.ts'
import type { Notes } from './notes.ts'
import { FilePortal } from './schema.ts'

/** Doors and windows of a file. */
export interface Portals {
  readonly doors: readonly MapDoor[]
  readonly windows: readonly MapStretch[]
}

/**
 * A portal is a door, open where the file says it is not closed; only one whose type says so is a window.
 * One that has a middle and no bounds becomes a cell wide.
 */
export function readPortals(
  entries: unknown,
  weld: (place: MapPoint) => MapPoint,
  notes: Notes,
): Portals {
  const doors: MapDoor[] = []
  const windows: MapStretch[] = []
  listOf(entries, 'doors', mapLimits.portals, notes).forEach((entry, number) => {
    const name = `Door ${number + 1}`
    const portal = FilePortal.safeParse(entry)
    if (!portal.success) return notes.skip(name, 'it is no door')
    const drawn = stretchOf(portal.data)
    if (drawn === undefined) return notes.skip(name, 'it has neither ends nor a middle')
    const stretch = { from: weld(drawn.from), to: weld(drawn.to) }
    if (stretch.from.x === stretch.to.x && stretch.from.y === stretch.to.y) {
      return notes.skip(name, 'it has no width')
    }
    const { closed, freestanding, type } = portal.data
    if (/window/i.test(type ?? '')) windows.push(stretch)
    else doors.push({ ...stretch, isOpen: !closed, isFreestanding: freestanding })
  })
  return { doors, windows }
}

/** The entries of a list, up to a number; says when it is no list or longer. */
export function listOf(entries: unknown, plural: string, most: number, notes: Notes): unknown[] {
  if (entries === undefined || entries === null) return []
  if (!Array.isArray(entries)) {
    notes.tell(`The ${plural} could not be read: they are no list.`)
    return []
  }
  if (entries.length > most) {
    notes.tell(`${entries.length - most} ${plural} were left out: a map may have ${most}.`)
  }
  return entries.slice(0, most)
}

function stretchOf({ bounds, position, rotation }: FilePortal): MapStretch | undefined {
  const [from, to] = [bounds?.[0], bounds?.[bounds.length - 1]]
  if (from !== undefined && to !== undefined) return { from, to }
  if (position === undefined) return undefined
  const [x, y] = [Math.cos(rotation) / 2, Math.sin(rotation) / 2]
  return {
    from: { x: position.x - x, y: position.y - y },
    to: { x: position.x + x, y: position.y + y },
  }
}
