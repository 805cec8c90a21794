/** The library on screen, fetched when it is first opened. */
export { default as LibraryDialog } from './LibraryDialog.svelte'
