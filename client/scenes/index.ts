/** The scenes of a session, and the map of the one on screen. */
export { default as AlignOverlay } from './AlignOverlay.svelte'
export { mostPixelsShown } from './decode-picture.ts'
export { default as MapDialog } from './MapDialog.svelte'
export { Maps, provideMaps, useMaps } from './maps.svelte.ts'
export { default as PictureNote } from './PictureNote.svelte'
export { default as ScenesDialog } from './ScenesDialog.svelte'
