/** Sheets, drawn from the game system's data. */
export { default as SheetPanel } from './SheetPanel.svelte'
