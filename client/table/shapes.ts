import { z } from 'zod'

const coordinate = z.number().min(-10).max(1010)
const length = z.number().positive().max(1000)
const point = z.tuple([coordinate, coordinate])
const outline = z.array(point).min(3).max(400)
const box = { x: coordinate, y: coordinate, width: length, height: length }

/** One thing drawn on the floor of a scene. Everything is measured in cells. */
export const Shape = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('floor'),
    material: z.enum(['stone', 'wood', 'earth']),
    outline,
  }),
  z.object({ type: z.literal('water'), outline }),
  z.object({ type: z.literal('rug'), ...box }),
  z.object({ type: z.literal('stairs'), ...box, down: z.enum(['north', 'east', 'south', 'west']) }),
  z.object({ type: z.literal('table'), ...box, round: z.boolean() }),
  z.object({ type: z.literal('barrel'), x: coordinate, y: coordinate, radius: length }),
  z.object({ type: z.literal('crate'), ...box }),
  z.object({ type: z.literal('pillar'), x: coordinate, y: coordinate, radius: length }),
  z.object({ type: z.literal('bush'), x: coordinate, y: coordinate, radius: length }),
  z.object({
    type: z.literal('wall'),
    line: z.array(point).min(2).max(400),
    thickness: z.number().min(0.05).max(2),
  }),
  z.object({ type: z.literal('door'), from: point, to: point, open: z.boolean() }),
  z.object({ type: z.literal('torch'), x: coordinate, y: coordinate, glow: length }),
])
export type Shape = z.infer<typeof Shape>

/** The shapes among foreign values; what is none is left out, so one bad one cannot hide a scene. */
export function parseShapes(values: readonly unknown[]): Shape[] {
  return values.flatMap((value) => {
    const parsed = Shape.safeParse(value)
    return parsed.success ? [parsed.data] : []
  })
}
