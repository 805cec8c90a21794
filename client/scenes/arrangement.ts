import type { GridAlignment } from '../maps/index.ts'
import type { GridKind, SceneView } from '../world/index.ts'

/** What the person sets by numbers: of a picture its cells in pixels, else columns and rows. */
export interface MapSettings {
  readonly grid: GridKind
  cellFeet: number
  columns: number
  rows: number
  cellPixels: number
  offsetX: number
  offsetY: number
}

type Scene = Pick<SceneView, 'columns' | 'rows' | 'grid' | 'cellFeet' | 'picture'>

/** A scene as it stands, in those numbers. */
export function settingsOf(scene: Scene | undefined): MapSettings {
  const { columns = 30, rows = 20, grid = 'square', cellFeet = 5, picture } = scene ?? {}
  const cellPixels = picture === undefined ? 100 : (picture.asset.width ?? 1) / picture.width
  return {
    grid,
    cellFeet,
    columns,
    rows,
    cellPixels: tidy(cellPixels),
    // A picture that begins left of the grid's first cell has that much of it outside.
    offsetX: tidy(-(picture?.x ?? 0) * cellPixels),
    offsetY: tidy(-(picture?.y ?? 0) * cellPixels),
  }
}

/** The scene under these settings. The grid stands still; the picture is scaled and moved under it. */
export function arrangementOf(scene: Scene, settings: MapSettings) {
  const { grid, cellFeet } = settings
  const { picture } = scene
  const feet = Math.min(Math.max(Number(cellFeet) || 5, 0.1), 1000)
  if (picture === undefined) {
    const [columns, rows] = [settings.columns, settings.rows].map((cells) =>
      Math.min(Math.max(Math.round(Number(cells)) || 1, 1), 500),
    )
    return { columns: columns ?? 1, rows: rows ?? 1, grid, cellFeet: feet }
  }
  const cellPixels = Math.max(Number(settings.cellPixels) || 1, 4)
  const [pixelsAcross, pixelsDown] = [picture.asset.width ?? 1, picture.asset.height ?? 1]
  const placed = {
    asset: picture.asset,
    // Adding 0 turns -0 into 0.
    x: -(Number(settings.offsetX) || 0) / cellPixels + 0,
    y: -(Number(settings.offsetY) || 0) / cellPixels + 0,
    width: pixelsAcross / cellPixels,
    height: pixelsDown / cellPixels,
  }
  return {
    columns: Math.min(Math.max(Math.ceil(placed.x + placed.width - 0.01), 1), 500),
    rows: Math.min(Math.max(Math.ceil(placed.y + placed.height - 0.01), 1), 500),
    grid,
    cellFeet: feet,
    picture: placed,
  }
}

/** The settings after an alignment by hand. */
export function alignedSettings(
  settings: MapSettings,
  { cellPixels, offset }: Extract<GridAlignment, { type: 'aligned' }>,
): MapSettings {
  // The first cell that begins inside the picture is the grid's first: less than a cell is cut off.
  return {
    ...settings,
    cellPixels: tidy(cellPixels),
    offsetX: tidy(offset.x),
    offsetY: tidy(offset.y),
  }
}

function tidy(pixels: number): number {
  return Math.round(pixels * 1000) / 1000 + 0
}
