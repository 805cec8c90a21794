/** The fight: whose turn it is, and the steps of an action. */
export { default as ActionDialog } from './ActionDialog.svelte'
export { default as InitiativeRibbon } from './InitiativeRibbon.svelte'
export { aimSentence } from './aim-sentence.ts'
