import { createContext } from 'svelte'
import type { Diagnostics } from '../diagnostics.svelte.ts'
import type { Preferences } from '../preferences.svelte.ts'

/** What the screen of a session needs of the page around it. */
export interface SessionActions {
  readonly preferences: Preferences
  readonly diagnostics: Diagnostics
  /** Whether this device can make invites. */
  readonly canInvite: boolean
  readonly now: () => number
  /** Whether there is room for the drawer beside the map. */
  readonly isWide: () => boolean
  readonly leave: () => void
}

/** The page around the session; set once, in SessionScreen.svelte. */
export const [useActions, provideActions] = createContext<SessionActions>()
