/** Music, ambience and effects of a session; what plays them is fetched when it is first needed. */
export { default as SoundHost } from './SoundHost.svelte'
export { usualVolumes, Volumes } from './volumes.ts'
