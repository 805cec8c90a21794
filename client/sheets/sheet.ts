import { createContext } from 'svelte'
import type { Edit, Json } from '#crdt-rules'

/** What a block of a sheet needs: values of its actor by relative path, and how to change them. */
export interface SheetContext {
  readonly isReadOnly: boolean
  /** Live inside a component. */
  read(path: string): Json | undefined
  derive(name: string): number
  /** The conditions that follow from the actor's numbers; live. */
  following(): readonly string[]
  edit(path: string, edit: Edit): void
  /** Gives or takes a condition, by the game system's action where it has one. */
  condition(path: string, condition: string, on: boolean): void
  roll(notation: string, label: string): void
  use(action: string, choice: string): void
}

/** The sheet a block stands on; set once, in SheetPanel.svelte. */
export const [useSheet, provideSheet] = createContext<SheetContext>()
