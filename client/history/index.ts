/** What was changed apart and came together. */
export { default as MergeTeller } from './MergeTeller.svelte'

/** The list of merges, fetched when the drawer first shows it. */
export const fetchMerges = () => import('./MergesPanel.svelte')
