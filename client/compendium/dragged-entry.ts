/** The type under which a compendium entry's id travels while it is dragged onto the map. */
export const draggedEntryType = 'application/x-dungeon-lab-entry'

/** Carried beside it when what is dropped is for the GM alone. */
export const draggedHiddenType = 'application/x-dungeon-lab-hidden'
