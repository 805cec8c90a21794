/** One person's seat: what every screen of a session reads and begins things with. */
export type { ActionInput, Intent } from './intent.ts'
export { type Panel, provideSeat, Seat, useSeat } from './seat.svelte.ts'
