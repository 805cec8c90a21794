/** How much of one file is taken. More is left out and said, or refused. */
export const mapLimits = {
  fileBytes: 256 * 1024 * 1024,
  /** Straight stretches of wall. */
  walls: 50_000,
  portals: 5_000,
  lights: 2_000,
  /** Cells to a side. */
  cells: 2_000,
  /** Cells from the corner of the map. */
  coordinate: 100_000,
  pixelsPerCell: 10_000,
  /** Sentences about single entries; the rest are counted. */
  entryNotes: 20,
} as const
