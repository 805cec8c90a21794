/** Dialogs of the session that the map need not wait for. */
import '../texts/later.ts'
export { default as AboutDialog } from './AboutDialog.svelte'
export { default as CommandPalette } from './CommandPalette.svelte'
