/** Who is in the game and who could be: the actors, and the compendium they come from. */
export { default as ActorsPanel } from './ActorsPanel.svelte'
export { default as CompendiumPanel } from './CompendiumPanel.svelte'
export { draggedEntryType, draggedHiddenType } from './dragged-entry.ts'
