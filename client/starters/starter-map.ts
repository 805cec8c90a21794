import type { NewMap } from '../world/index.ts'

/** A map that ships with the table: how it is drawn, and what hinders eyes on it. */
export interface StarterMap extends Pick<
  NewMap,
  'columns' | 'rows' | 'walls' | 'doors' | 'lamps' | 'ambient'
> {
  readonly id: 'inn' | 'road' | 'cave' | 'crypt' | 'village'
  /** The drawing as an SVG. */
  draw(): string
}
