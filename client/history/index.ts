/** What was changed apart and came together. */
export { default as MergesPanel } from './MergesPanel.svelte'
