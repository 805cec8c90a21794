import type { DrawingShape, DrawingStyle } from '../../world/index.ts'

/** What the hand holds. `box` picks several tokens, `point` shows places to others; fog, walls and lamps are the GM's. */
export type Tool =
  | 'select'
  | 'box'
  | 'measure'
  | 'area'
  | 'draw'
  | 'text'
  | 'erase'
  | 'point'
  | 'fog'
  | 'walls'
  | 'lamps'

/** The tools that only a GM takes. */
export function isEditing(tool: Tool): tool is 'fog' | 'walls' | 'lamps' {
  return tool === 'fog' || tool === 'walls' || tool === 'lamps'
}

/** A shape that is drawn by hand. */
export type PenShape = Exclude<DrawingShape['type'], 'text' | 'template'>

/** An area of effect. */
export type AreaShape = Extract<DrawingShape, { readonly type: 'template' }>['template']

/** An area as it is kept. */
export type AreaTemplate = Extract<DrawingShape, { readonly type: 'template' }>

/** A drawing before it is kept, or while it is being changed. */
export interface Draft {
  /** The drawing that is changed; none for a new one. */
  readonly of?: string
  readonly x: number
  readonly y: number
  readonly shape: DrawingShape
  readonly style: DrawingStyle
}

/** The breadths of a pen, in hundredths of a cell: fine, middle, broad. */
export const breadths = [5, 10, 22] as const

/** How far areas reach until their maker says otherwise, in cells. */
export const usualLengths = { circle: 4, cone: 3, line: 6, square: 4 } as const
