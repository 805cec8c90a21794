/** The way in: starting, continuing and joining a session, and inviting others to it. */
export { default as ColourChoice } from './ColourChoice.svelte'
export { default as InviteDialog } from './InviteDialog.svelte'
export { default as JoinScreen } from './JoinScreen.svelte'
export { default as LobbyScreen } from './LobbyScreen.svelte'
export { default as WaitingScreen } from './WaitingScreen.svelte'
export type { KnownSession, Profile } from './session-list.ts'
