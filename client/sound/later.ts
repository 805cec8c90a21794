/** What sounds, fetched when something is first to be heard or somebody wants to set it. */
import '../texts/later.ts'
export { createPlayer, type Player } from './player.ts'
export { default as SoundDialog } from './SoundDialog.svelte'
