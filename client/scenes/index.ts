/** The scenes of a session, and the map of the one on screen. */
export { default as GmDialogs } from './GmDialogs.svelte'
export { default as GridAligner } from './GridAligner.svelte'
export { Maps, provideMaps, useMaps } from './maps.svelte.ts'
export { default as PictureNote } from './PictureNote.svelte'
