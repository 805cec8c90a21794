/** Who is in the game and who could be: the actors, and the compendium they come from. */
export { draggedEntryType, draggedHiddenType } from './dragged-entry.ts'

/** The panels, fetched when the drawer first shows one of them. */
export const fetchPanels = () => import('./panels.ts')
