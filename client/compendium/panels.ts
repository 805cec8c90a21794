import '../texts/later.ts'
export { default as ActorsPanel } from './ActorsPanel.svelte'
export { default as CompendiumPanel } from './CompendiumPanel.svelte'
