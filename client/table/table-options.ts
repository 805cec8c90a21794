import type { Point } from './camera.ts'
import type { Looked, MapModel, MapToken, Picked, Targeting } from './model.ts'
import type { Stage } from './stage.ts'
import type { TrackedTokens } from './tracked-tokens.ts'

/** What the table asks of the screen it stands on; all of it is read when it is needed. */
export interface TableOptions {
  readonly stage: Stage
  readonly tracked: TrackedTokens
  model(): MapModel
  selected(): readonly string[]
  targeting(): Targeting | undefined
  canMove(token: MapToken): boolean
  /** Shows the way of what is carried, middle by middle; empty when it ends. `isSecret`: here alone. */
  carry(route: readonly Point[], isSecret: boolean): void
  onSelect(ids: readonly string[]): void
  onPick(picked: Picked): void
  onCancel(): void
  /** A token was clicked, or the floor: then undefined. */
  onActivate(token: string | undefined): void
  onHover(token: string | undefined): void
  /** Where a scene was looked at before; undefined shows it as for the first time. */
  recall(scene: string): Looked | undefined
  /** The person looks elsewhere. */
  onLook(scene: string, looked: Looked): void
}
