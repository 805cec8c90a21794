import { imageMimeOf } from '../image-header.ts'
import type { MapFile, MapImage, MapPlan, MapPoint } from '../map-plan.ts'
import { mapLimits } from './limits.ts'
import { readEnvironment, readLights } from './lights.ts'
import { createNotes } from './notes.ts'
import type { Notes } from './notes.ts'
import { readPicture } from './picture.ts'
import { readPortals } from './portals.ts'
import { FileParts, FileResolution } from './schema.ts'
import { readWalls } from './walls.ts'
import { createWelder } from './weld.ts'

/**
 * Reads a Universal VTT file (`.dd2vtt`, `.uvtt`, `.df2vtt`). What is broken is left out and named; only
 * a file that tells nothing of a map is refused. Never throws. The format is described at
 * https://arkenforge.com/universal-vtt-files/; places in it are in cells from `map_origin`'s corner.
 */
export function readUniversalVtt(bytes: Uint8Array): MapFile {
  if (bytes.length === 0) return refused('This file is empty.')
  if (bytes.length > mapLimits.fileBytes) {
    return refused(`This file is too large: a map file may have ${mapLimits.fileBytes >> 20} MB.`)
  }
  if (imageMimeOf(bytes) !== undefined) {
    return refused('This is a picture, not a Universal VTT file, whatever its name says.')
  }
  const json = parseJson(bytes)
  if (json === undefined) {
    return refused('This is no Universal VTT file, or it was cut off: it is not valid JSON.')
  }
  const parts = FileParts.safeParse(json)
  if (!parts.success || !tellsOfMap(parts.data)) {
    return refused('This file is valid JSON, but it is no Universal VTT map.')
  }
  const notes = createNotes()
  const plan = readPlan(parts.data, notes)
  return { type: 'plan', plan, notes: notes.sentences() }
}

function readPlan(parts: FileParts, notes: Notes): MapPlan {
  const resolution = FileResolution.parse(parts.resolution)
  const image = readPicture(parts.image, notes)
  const soFar = { taken: new Set<string>(), weld: createWelder() }
  const inFile = {
    walls: [
      ...readWalls(parts.line_of_sight, 'wall', soFar, notes),
      ...readWalls(parts.objects_line_of_sight, 'terrain', soFar, notes),
    ],
    ...readPortals(parts.portals, soFar.weld, notes),
    lights: readLights(parts.lights, notes),
  }
  const stretches = [...inFile.walls, ...inFile.doors, ...inFile.windows]
  const places = [
    ...stretches.flatMap(({ from, to }) => [from, to]),
    ...inFile.lights.map(({ place }) => place),
  ]
  const size = sizeOf(resolution, image, places, notes)
  const origin = originOf(resolution.map_origin, size, places, notes)
  const moved = ({ x, y }: MapPoint): MapPoint => ({ x: x - origin.x, y: y - origin.y })
  const movedStretch = <Kind extends { from: MapPoint; to: MapPoint }>(stretch: Kind): Kind => ({
    ...stretch,
    from: moved(stretch.from),
    to: moved(stretch.to),
  })
  return {
    grid: {
      kind: 'square',
      pixelsPerCell:
        image === undefined ? resolution.pixels_per_grid : image.widthPixels / size.columns,
    },
    size,
    walls: inFile.walls.map(movedStretch),
    doors: inFile.doors.map(movedStretch),
    windows: inFile.windows.map(movedStretch),
    lights: inFile.lights.map((light) => ({ ...light, place: moved(light.place) })),
    environment: readEnvironment(parts.environment),
    ...(image === undefined ? {} : { image }),
  }
}

/** The size in cells: as the file says, else from its picture, else as far as its walls reach. */
function sizeOf(
  resolution: FileResolution,
  image: MapImage | undefined,
  places: readonly MapPoint[],
  notes: Notes,
): MapPlan['size'] {
  const { map_size: told, pixels_per_grid: pixelsPerCell, map_origin: origin } = resolution
  if (told !== undefined) {
    const ratio = image && image.widthPixels / image.heightPixels / (told.x / told.y)
    if (ratio !== undefined && Math.abs(ratio - 1) > 0.02) {
      notes.tell('The picture has another shape than the map: it is stretched to fit the cells.')
    }
    return { columns: told.x, rows: told.y }
  }
  if (image !== undefined) {
    const cell = pixelsPerCell ?? defaultPixelsPerCell
    const columns = clampCells(Math.round(image.widthPixels / cell))
    const rows = clampCells(Math.round(image.heightPixels / cell))
    notes.tell(`The file does not tell its size. By its picture it is ${columns} by ${rows} cells.`)
    return { columns, rows }
  }
  const columns = clampCells(Math.ceil(greatest(places.map(({ x }) => x)) - (origin?.x ?? 0)))
  const rows = clampCells(Math.ceil(greatest(places.map(({ y }) => y)) - (origin?.y ?? 0)))
  notes.tell(
    `The file does not tell its size. As far as its walls reach it is ${columns} by ${rows} cells.`,
  )
  return { columns, rows }
}

/**
 * Where the map's corner lies among the places of the file: at `map_origin`, unless many more of them lie
 * on the map when it is left alone, as in files that were cropped by the program that made them.
 */
function originOf(
  told: MapPoint | undefined,
  size: MapPlan['size'],
  places: readonly MapPoint[],
  notes: Notes,
): MapPoint {
  if (told === undefined) return { x: 0, y: 0 }
  const inside = (origin: MapPoint): number =>
    places.filter(({ x, y }) => {
      const [column, row] = [x - origin.x, y - origin.y]
      const room = 0.5
      return (
        column >= -room && row >= -room && column <= size.columns + room && row <= size.rows + room
      )
    }).length
  const [asTold, alone] = [inside(told), inside({ x: 0, y: 0 })]
  if (alone <= asTold || asTold > places.length / 2) return told
  notes.tell('The origin in the file puts its walls beside the map; they were placed without it.')
  return { x: 0, y: 0 }
}

function tellsOfMap({ resolution, line_of_sight: lines, portals, lights }: FileParts): boolean {
  return [resolution, lines, portals, lights].some(
    (part) => typeof part === 'object' && part !== null,
  )
}

function parseJson(bytes: Uint8Array): unknown {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes)
  return parsed(text) ?? parsed(text.replace(notJson, '$1null'))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function clampCells(count: number): number {
  return Math.min(Math.max(count, 1), mapLimits.cells)
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 1)
}

function refused(because: string): MapFile {
  return { type: 'refused', because }
}

/** Numbers that are none, as some programs write them where JSON allows no such thing. */
const notJson = /([:,[\s])(?:NaN|-?Infinity)(?=[,\]}\s])/g
/** What most programs export. */
const defaultPixelsPerCell = 70
