/** Fog, walls and lamps by hand: fetched when a GM first takes one of these tools. */
export { default as EditingPanel } from './EditingPanel.svelte'
