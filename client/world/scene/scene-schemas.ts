import { z } from 'zod'
import { AssetReference } from '../../assets/index.ts'

const coordinate = z.number().min(-1000).max(2000)
const point = z.tuple([coordinate, coordinate])
const reach = z.number().min(0).max(2000)

/** How the floor of a scene is divided. */
export const GridKind = z.enum(['square', 'hex-pointy', 'hex-flat', 'none'])
export type GridKind = z.infer<typeof GridKind>

/** Cells a side that a scene has at most. */
export const mostCells = 500

/** How many cells a scene has, and what they are. */
export const SceneGrid = z.object({
  columns: z.int().min(1).max(mostCells),
  rows: z.int().min(1).max(mostCells),
  cellFeet: z.number().min(0.1).max(1000),
  kind: GridKind,
})
export type SceneGrid = z.infer<typeof SceneGrid>

/** Where a picture lies under a scene: its corner and its size, in cells. */
export const ScenePicture = z.object({
  asset: AssetReference,
  x: coordinate,
  y: coordinate,
  width: z.number().positive().max(2000),
  height: z.number().positive().max(2000),
  /** In the same value, so that alignments made apart are never mixed. Wins over what the scene's document says. */
  grid: SceneGrid.optional(),
})
export type ScenePicture = z.infer<typeof ScenePicture>

/** The light that is everywhere on a scene. */
export const Ambient = z.enum(['bright', 'dim', 'dark'])
export type Ambient = z.infer<typeof Ambient>

/** A line of wall, window or terrain, in cells. */
export const StoredWall = z.object({
  kind: z.enum(['wall', 'window', 'terrain']),
  line: z.array(point).min(2).max(400),
})
export type StoredWall = z.infer<typeof StoredWall>

/** From where to where a door reaches. */
export const StoredDoor = z.object({ from: point, to: point })

/** A lamp that stands on the scene, ranges in cells. */
export const StoredLamp = z.object({
  x: coordinate,
  y: coordinate,
  bright: reach,
  dim: reach,
  passesWalls: z.boolean().optional(),
})
export type StoredLamp = z.infer<typeof StoredLamp>

/** Where a lamp was moved to since it was put up. */
export const LampPlace = z.object({ x: coordinate, y: coordinate })

/** How far a lamp was made to shine since, in cells. */
export const LampReach = z.object({ bright: reach, dim: reach })

/** The colour of a lamp's light; null for plain light. */
export const LampColour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .nullable()

/** An area that a GM went over by hand: its corners, x and y in turn, in hundredths of a cell. */
export const StoredCover = z.object({
  deed: z.enum(['reveal', 'hide', 'sight']),
  outline: z.array(z.int().min(-100_000).max(200_000)).min(6).max(800),
  /** When it was gone over, in ms since 1970; the latest lies on top. */
  at: z.number().min(0),
})
export type StoredCover = z.infer<typeof StoredCover>

/** What of a drawn shape hinders eyes or gives light. */
export const ShapeInTheWay = z.discriminatedUnion('type', [
  z.object({ type: z.literal('wall'), line: z.array(point).min(2).max(400) }),
  z.object({ type: z.literal('door'), from: point, to: point, open: z.boolean() }),
  z.object({ type: z.literal('torch'), x: coordinate, y: coordinate, glow: reach }),
])
