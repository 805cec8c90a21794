import type { MapEnvironment, MapLight } from '../map-plan.ts'
import { brightnessOf, readColour } from './colour.ts'
import { mapLimits } from './limits.ts'
import type { Notes } from './notes.ts'
import { listOf } from './portals.ts'
import { FileEnvironment, FileLight } from './schema.ts'

/** Lamps of a file; it knows one range, of which the inner half is bright. */
export function readLights(entries: unknown, notes: Notes): MapLight[] {
  return listOf(entries, 'lights', mapLimits.lights, notes).flatMap((entry, number) => {
    const light = FileLight.safeParse(entry)
    if (!light.success) {
      const [issue] = light.error.issues
      const why = issue?.path[0] === 'range' ? 'its range is no length' : 'it has no place'
      notes.skip(`Light ${number + 1}`, why)
      return []
    }
    const { position, range, intensity, color, shadows } = light.data
    return {
      place: position,
      brightCells: range / 2,
      dimCells: range,
      intensity,
      colour: readColour(color).colour,
      hasShadows: shadows,
    }
  })
}

/** The light of the whole map: full unless the file says otherwise. */
export function readEnvironment(part: unknown): MapEnvironment {
  const { baked_lighting: isLightPainted, ambient_light: ambient } = FileEnvironment.parse(part)
  const colour = readColour(ambient)
  const brightness = brightnessOf(colour)
  return {
    ambient: brightness > 0.6 ? 'bright' : brightness > 0.2 ? 'dim' : 'dark',
    colour: colour.colour,
    isLightPainted,
  }
}
