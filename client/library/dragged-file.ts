/** The type under which a library file's id travels while it is dragged onto the map. */
export const draggedFileType = 'application/x-dungeon-lab-file'
