/** Sheets, drawn from the game system's data. */
import '../texts/later.ts'
export { default as SheetPanel } from './SheetPanel.svelte'
