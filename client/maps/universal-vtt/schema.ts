import { z } from 'zod'
import { mapLimits } from './limits.ts'

/** A number, or a string that is one: some programs write numbers as strings. */
const loose = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i)
      .transform(Number),
  ])
  .pipe(z.number())
const coordinate = loose.pipe(z.number().min(-mapLimits.coordinate).max(mapLimits.coordinate))
const cells = loose.pipe(z.number().positive().max(mapLimits.cells))

/** A place in cells, as an object or as a pair. */
export const FilePoint = z.union(
  [
    z.object({ x: coordinate, y: coordinate }),
    z.tuple([coordinate, coordinate]).transform(([x, y]) => ({ x, y })),
  ],
  'it is no place',
)

/** The parts of a file, each to be read on its own, so that a broken one harms no other. */
export const FileParts = z.object({
  resolution: z.unknown().optional(),
  line_of_sight: z.unknown().optional(),
  objects_line_of_sight: z.unknown().optional(),
  portals: z.unknown().optional(),
  environment: z.unknown().optional(),
  lights: z.unknown().optional(),
  image: z.unknown().optional(),
})
export type FileParts = z.infer<typeof FileParts>

/** The frame of a file; what is missing or broken in it is undefined. */
export const FileResolution = z
  .object({
    map_origin: FilePoint.optional().catch(undefined),
    map_size: z.object({ x: cells, y: cells }).optional().catch(undefined),
    pixels_per_grid: loose
      .pipe(z.number().positive().max(mapLimits.pixelsPerCell))
      .optional()
      .catch(undefined),
  })
  .catch({})
export type FileResolution = z.infer<typeof FileResolution>

/** A door or window; one without bounds is placed by its middle and its turn in radians. */
export const FilePortal = z.object({
  bounds: z.array(FilePoint).min(2).optional().catch(undefined),
  position: FilePoint.optional().catch(undefined),
  rotation: loose.catch(0),
  closed: z.boolean().catch(true),
  freestanding: z.boolean().catch(false),
  type: z.string().optional().catch(undefined),
})

export type FilePortal = z.infer<typeof FilePortal>

/** A lamp. */
export const FileLight = z.object({
  position: FilePoint,
  range: loose.pipe(
    z.number('its range is no number').positive('its range is 0 or less').max(mapLimits.cells),
  ),
  intensity: loose.pipe(z.number().min(0).max(100)).catch(1),
  color: z.string().optional().catch(undefined),
  shadows: z.boolean().catch(true),
})

/** The light of the whole map. */
export const FileEnvironment = z
  .object({
    baked_lighting: z.boolean().catch(false),
    ambient_light: z.string().optional().catch(undefined),
  })
  .catch({ baked_lighting: false })
