/** The way to the session's files from everywhere; the library itself is fetched when it is first needed. */
export { Desk, provideDesk, useDesk, type Filing, type Kept, type Task } from './desk.svelte.ts'
export { draggedFileType } from './dragged-file.ts'
export { dressIn } from './dress.ts'
export { default as DressButton } from './DressButton.svelte'
export { default as LibraryHost } from './LibraryHost.svelte'
export { default as TakingNote } from './TakingNote.svelte'
