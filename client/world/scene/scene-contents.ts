import type { Json, RuleDocument } from '#crdt-rules'
import type { Cover, Wall } from '../../sight/index.ts'
import { toNumber } from '../documents/foreign.ts'
import type { DoorView, LampOnScene, SceneContents } from '../views.ts'
import { ambientAt, clearWeather, darknessOf, StoredLight, Weather } from './environment.ts'
import {
  Ambient,
  GridKind,
  LampColour,
  LampPlace,
  LampReach,
  mostCells,
  ShapeInTheWay,
  StoredCover,
  StoredDoor,
  StoredLamp,
  StoredWall,
} from './scene-schemas.ts'

/** What a scene's document says of the map, each part read again only when it changed. */
export interface SceneReader {
  /** Whether any of these paths says something of the map. */
  concerns(paths: ReadonlySet<string>): boolean
  read(): SceneContents
}

/** Reads a scene's document. Values that another device wrote wrongly are left out. */
export function createSceneReader(document: RuleDocument): SceneReader {
  let drawn: Drawn | undefined
  let standing: Obstacles | undefined
  let joined: Obstacles | undefined
  let cover: Cover | undefined
  let whole: SceneContents | undefined

  return {
    concerns(paths) {
      const kinds = new Set([...paths].map((path) => path.slice(0, path.indexOf('.'))))
      if (kinds.has('shapes')) drawn = joined = undefined
      const stands = ['walls', 'doors', 'lights'].some((kind) => kinds.has(kind))
      if (stands) standing = joined = undefined
      if (kinds.has('cover') || kinds.has('map')) cover = undefined
      const isConcerned = mapKinds.some((kind) => kinds.has(kind))
      if (isConcerned) whole = undefined
      return isConcerned
    },

    read() {
      drawn ??= readDrawn(document)
      standing ??= readStanding(document)
      joined ??= {
        walls: [...drawn.walls, ...standing.walls],
        doors: [...drawn.doors, ...standing.doors],
        lamps: [...drawn.lamps, ...standing.lamps],
      }
      cover ??= readCover(document)
      whole ??= { ...readMap(document), shapes: drawn.shapes, ...joined, cover }
      return whole
    },
  }
}

const mapKinds = ['map', 'shapes', 'walls', 'doors', 'lights', 'cover']

interface Obstacles {
  /** Doors are among them. */
  readonly walls: readonly Wall[]
  readonly doors: readonly DoorView[]
  readonly lamps: readonly LampOnScene[]
}

interface Drawn extends Obstacles {
  readonly shapes: readonly Json[]
}

function readMap(document: RuleDocument) {
  const size = fieldsOf(document.read('map.size'))
  const grid = fieldsOf(document.read('map.grid'))
  const told = Ambient.safeParse(document.read('map.ambient')).data ?? 'bright'
  const light = StoredLight.safeParse(document.read('map.light')).data
  return {
    columns: Math.round(toNumber(size.columns, 30, 1, mostCells)),
    rows: Math.round(toNumber(size.rows, 20, 1, mostCells)),
    cellFeet: toNumber(grid.cellFeet, 5, 0.1, 1000),
    grid: GridKind.safeParse(grid.kind).data ?? 'square',
    ambient: light === undefined ? told : ambientAt(light.darkness),
    darkness: light?.darkness ?? darknessOf(told),
    weather: Weather.safeParse(document.read('map.weather')).data ?? clearWeather,
    hasFog: document.read('map.fog') === true,
  }
}

/** In the order in which a GM went over the areas. */
function readCover(document: RuleDocument): Cover {
  const areas = document.entities('cover').flatMap((id) => {
    const stored = StoredCover.safeParse(document.read(`cover.${id}.area`)).data
    return stored === undefined ? [] : [{ id, ...stored }]
  })
  areas.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  return {
    isAll: document.read('map.cover') === true,
    areas: areas.map(({ id, deed, outline }) => ({ id, deed, outline: toPoints(outline) })),
  }
}

function toPoints(hundredths: readonly number[]): readonly { x: number; y: number }[] {
  return Array.from({ length: Math.floor(hundredths.length / 2) }, (_, index) => ({
    x: (hundredths[index * 2] ?? 0) / 100,
    y: (hundredths[index * 2 + 1] ?? 0) / 100,
  }))
}

/** What is drawn as a wall, a door or a torch is one to eyes, too. */
function readDrawn(document: RuleDocument): Drawn {
  const [shapes, walls, doors, lamps]: [Json[], Wall[], DoorView[], LampOnScene[]] = [
    [],
    [],
    [],
    [],
  ]
  for (const id of document.entities('shapes')) {
    const shape = document.read(`shapes.${id}.shape`)
    if (shape === undefined) continue
    const parsed = ShapeInTheWay.safeParse(shape)
    const touched = document.read(`shapes.${id}.open`)
    const isTouched = parsed.data?.type === 'door' && typeof touched === 'boolean'
    shapes.push(isTouched ? { ...(shape as object), open: touched } : shape)
    if (!parsed.success) continue
    switch (parsed.data.type) {
      case 'wall':
        walls.push(...stretches(`shapes.${id}`, 'wall', parsed.data.line))
        break
      case 'door':
        doors.push(doorAt(`shapes.${id}`, parsed.data, isTouched ? touched : parsed.data.open))
        break
      case 'torch': {
        const { x, y, glow } = parsed.data
        lamps.push(lampAt(document, `shapes.${id}`, { x, y, bright: glow, dim: glow * 2 }))
      }
    }
  }
  return { shapes, walls: [...walls, ...doors.map(wallOfDoor)], doors, lamps }
}

function readStanding(document: RuleDocument): Obstacles {
  const walls = document.entities('walls').flatMap((id) => {
    const wall = StoredWall.safeParse(document.read(`walls.${id}.wall`)).data
    return wall === undefined ? [] : stretches(`walls.${id}`, wall.kind, wall.line)
  })
  const doors = document.entities('doors').flatMap((id) => {
    const door = StoredDoor.safeParse(document.read(`doors.${id}.stretch`)).data
    const isOpen = document.read(`doors.${id}.open`) === true
    return door === undefined ? [] : [doorAt(`doors.${id}`, door, isOpen)]
  })
  const lamps = document.entities('lights').flatMap((id) => {
    const lamp = StoredLamp.safeParse(document.read(`lights.${id}.light`)).data
    return lamp === undefined ? [] : [lampAt(document, `lights.${id}`, lamp)]
  })
  return { walls: [...walls, ...doors.map(wallOfDoor)], doors, lamps }
}

function stretches(
  id: string,
  kind: 'wall' | 'window' | 'terrain',
  line: readonly (readonly [number, number])[],
): readonly Wall[] {
  return line.slice(1).map((to, index) => {
    const from = line[index] ?? to
    return { id: `${id}/${index}`, kind, from: toPoint(from), to: toPoint(to) }
  })
}

function doorAt(
  id: string,
  { from, to }: Readonly<Record<'from' | 'to', readonly [number, number]>>,
  isOpen: boolean,
): DoorView {
  return { id, from: toPoint(from), to: toPoint(to), isOpen }
}

/** A lamp as it was put up, with what was changed of it since. */
function lampAt(
  document: RuleDocument,
  id: string,
  { x, y, bright, dim, passesWalls }: StoredLamp,
): LampOnScene {
  const read = (field: string) => document.read(`${id}.${field}`)
  const colour = LampColour.safeParse(read('colour')).data
  return {
    id,
    place: (id.startsWith('lights.') ? LampPlace.safeParse(read('place')).data : undefined) ?? {
      x,
      y,
    },
    ...(LampReach.safeParse(read('reach')).data ?? { bright, dim }),
    ...(passesWalls === undefined ? {} : { passesWalls }),
    ...(typeof colour === 'string' ? { colour } : {}),
  }
}

function wallOfDoor({ id, from, to, isOpen }: DoorView): Wall {
  return { id, kind: 'door', isOpen, from, to }
}

function toPoint([x, y]: readonly [number, number]) {
  return { x, y }
}

function fieldsOf(value: Json | undefined): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}
