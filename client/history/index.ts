/** What was changed apart and came together. */
export { default as MergeTeller } from './MergeTeller.svelte'
export { default as MergesPanel } from './MergesPanel.svelte'
