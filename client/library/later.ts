/** What the library is made of, fetched when it is first opened or a file is first taken in. */
export { keepFile } from './keep-file.ts'
export { default as LibraryDialog } from './LibraryDialog.svelte'
