import type { Desk } from '../library/index.ts'
import type { Seat } from '../seat/index.ts'
import type { World } from '../world/index.ts'
import type { Found } from './found.ts'

/** Goes to where something was found. */
export async function openFound(found: Found, seat: Seat, desk: Desk): Promise<void> {
  const { kind, id, title, place } = found
  switch (kind) {
    case 'entry':
      return seat.openEntry(id)
    case 'actor':
      return seat.openSheet(id)
    case 'scene':
      return seat.world.openScene(id)
    case 'words':
      seat.place = place
      return place && seat.world.openScene(place.scene)
    case 'file':
      return desk.open('files', id)
    case 'creature':
      seat.lookedUp = title
      return seat.open('compendium')
    case 'line':
      // Lines that still come in before it would move it out of sight.
      await loadWholeLog(seat.world)
      seat.line = id
      return seat.open('log')
  }
}

/** Brings in all lines of the log that were not scrolled to yet. */
export async function loadWholeLog(world: World): Promise<void> {
  while (await world.loadOlderLog());
}
