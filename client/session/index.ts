/** The screen of a session: everything that stands around the map. */
export { default as SessionScreen } from './SessionScreen.svelte'
export { memorySentence, noticeSentence, rejectionSentence } from './sync-words.ts'
export type { SessionActions } from './session-actions.ts'
