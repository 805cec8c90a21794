/** Dialogs of the session that the map need not wait for. */
export { default as AboutDialog } from './AboutDialog.svelte'
export { default as CommandPalette } from './CommandPalette.svelte'
