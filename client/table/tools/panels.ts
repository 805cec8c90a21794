/** Panels of the tools: fetched right after the map is there, so that it need not wait for them. */
export { default as AreaCard } from './AreaCard.svelte'
export { default as TokenTools } from './TokenTools.svelte'
export { default as ToolOptions } from './ToolOptions.svelte'
