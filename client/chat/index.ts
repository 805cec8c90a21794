/** What is said and what happened: the log, its dice, and the telling of it to screen readers. */
export { default as Announcer } from './Announcer.svelte'
export { default as HandoutTeller } from './HandoutTeller.svelte'
export { default as LogPanel } from './LogPanel.svelte'
export { default as NameLink } from './NameLink.svelte'
