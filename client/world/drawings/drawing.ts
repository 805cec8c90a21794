import { lww, type Rule } from '#crdt-rules'
import { z } from 'zod'

const cell = z.number().min(-100_000).max(100_000)
const length = z.number().min(0).max(500)

/** As many points as one line by hand may have; longer ones are simplified before they are kept. */
export const mostPoints = 1000
/** x and y in turn, in hundredths of a cell from the drawing's place. */
const points = z
  .array(z.int().min(-10_000_000).max(10_000_000))
  .min(4)
  .max(2 * mostPoints)

/** What is drawn, seen from the drawing's place. Lengths in cells, directions in radians from +x towards +y. */
export const DrawingShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stroke'), points }),
  z.object({ type: z.literal('line'), points }),
  z.object({ type: z.literal('polygon'), points }),
  z.object({ type: z.literal('rectangle'), width: length, height: length }),
  z.object({ type: z.literal('ellipse'), width: length, height: length }),
  z.object({
    type: z.literal('text'),
    text: z.string().min(1).max(200),
    height: z.number().min(0.1).max(20),
  }),
  /** Its place is the middle of a circle and a square, the tip of a cone, the beginning of a line. */
  z.object({
    type: z.literal('template'),
    template: z.enum(['circle', 'cone', 'line', 'square']),
    /** The radius of a circle, the side of a square, else how far it reaches. */
    length: z.number().min(0.1).max(200),
    /** Of lines. */
    width: z.number().min(0.1).max(50),
    direction: z.number().min(-10).max(10),
  }),
])
export type DrawingShape = z.infer<typeof DrawingShape>

/** How a drawing is painted: `#rrggbb`, and the breadth of its line in hundredths of a cell. */
export const DrawingStyle = z.object({
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  breadth: z.int().min(1).max(100),
  filled: z.boolean(),
})
export type DrawingStyle = z.infer<typeof DrawingStyle>

/** Where a drawing is, in cells of its scene. */
export const DrawingPlace = z.object({ scene: z.string().min(1).max(64), x: cell, y: cell })
export type DrawingPlace = z.infer<typeof DrawingPlace>

/** The member who made a drawing, and when, in ms since 1970. */
export const DrawingMade = z.object({ by: z.string().max(64), at: z.number().min(0) })
export type DrawingMade = z.infer<typeof DrawingMade>

/** Place, shape and looks merge apart: one can move what another turns. Who erases wins over both. */
export const drawingRules: Readonly<Record<string, Rule>> = {
  'drawings.*.place': lww(DrawingPlace),
  'drawings.*.shape': lww(DrawingShape),
  'drawings.*.style': lww(DrawingStyle),
  'drawings.*.made': lww(DrawingMade),
}

/** A drawing as the map shows it. */
export interface DrawingView {
  readonly id: string
  readonly scene: string
  readonly x: number
  readonly y: number
  readonly shape: DrawingShape
  readonly style: DrawingStyle
  readonly made: DrawingMade
}

/** What is new or different about a drawing; the rest stays. */
export interface DrawingChange {
  readonly place?: { readonly x: number; readonly y: number }
  readonly shape?: DrawingShape
  readonly style?: DrawingStyle
}
