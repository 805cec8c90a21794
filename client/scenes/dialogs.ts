/** What only a GM opens: fetched when it is first wanted. */
export { default as AlignOverlay } from './AlignOverlay.svelte'
export { default as MapDialog } from './MapDialog.svelte'
export { default as NotesDialog } from './NotesDialog.svelte'
export { default as ScenesDialog } from './ScenesDialog.svelte'
