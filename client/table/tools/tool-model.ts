import type { Measure } from '../../maps/index.ts'
import type { DrawingView, Ping, Shown, World } from '../../world/index.ts'
import type { Point } from '../camera.ts'
import type { MapToken } from '../model.ts'
import { onHundredths, shortened } from './sketches.ts'
import type { Draft } from './tool.ts'

/** What tools need of the world. */
export type ToolModel = Pick<
  World,
  | 'scene'
  | 'drawings'
  | 'draw'
  | 'changeDrawing'
  | 'eraseDrawings'
  | 'show'
  | 'shown'
  | 'ping'
  | 'openScene'
  | 'coverVerbs'
  | 'wallVerbs'
  | 'lampVerbs'
> & {
  readonly tokens: readonly MapToken[]
  readonly grid: Measure['grid']
  readonly isGm: boolean
  /** Spectators measure and point, and leave nothing behind. */
  readonly canDraw: boolean
  isMineToChange(drawing: DrawingView): boolean
  onPing(listener: (ping: Ping) => void): () => void
  on(topic: 'drawings' | 'shown' | 'scene', listener: () => void): () => void
}

/** What a hand with a tool is doing. */
export type Grip =
  | { readonly doing: 'nothing' }
  | { readonly doing: 'measuring'; readonly isPressed: boolean }
  | { readonly doing: 'sketching'; readonly points: Point[]; readonly isPressed: boolean }
  | { readonly doing: 'shaping'; readonly from: Point; readonly isPressed: boolean }
  | { readonly doing: 'cornering'; readonly corners: readonly Point[] }
  | { readonly doing: 'spreading'; readonly from: Point }
  | { readonly doing: 'carrying'; readonly drawing: DrawingView; readonly from: Point }
  | { readonly doing: 'stretching'; readonly drawing: DrawingView }
  | { readonly doing: 'erasing'; readonly erased: string[] }
  | { readonly doing: 'pointing'; readonly from: Point }

/** What the others are shown of what a person is doing. */
export function heldUp(held: {
  readonly draft: Draft | undefined
  readonly trail: Point | undefined
  readonly route: readonly Point[]
}): Shown | undefined {
  if (held.draft !== undefined) return { kind: 'draft', ...shortened(held.draft) }
  if (held.trail !== undefined) return { kind: 'trail', ...onHundredths(held.trail) }
  const route = held.route.slice(-40)
  return route.length > 1 ? { kind: 'ruler', route } : undefined
}
