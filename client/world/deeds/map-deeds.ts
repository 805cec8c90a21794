import type { RuleDocument } from '#crdt-rules'
import { type Line, line } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { MergedView } from '../documents/merged.ts'
import { mapEditionPath } from '../documents/session-rules.ts'
import type { Ids } from '../ids.ts'
import type { Arrangement, MapVerbs } from '../parts.ts'
import type { NewMap } from '../scene/new-map.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { Answer, SceneView } from '../views.ts'
import type { WriteTogether } from './write-together.ts'
import { refuse } from '../refuse.ts'

interface MapDeedsOptions {
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly scenes: ScenesPart
  readonly ids: Ids
  readonly isGm: boolean
  readonly writeTogether: WriteTogether
}

/** What is done to the map of the open scene. */
export function createMapDeeds(options: MapDeedsOptions): MapVerbs {
  const { merged, scenes, ids, writeTogether } = options

  function onScene(
    act: (scene: SceneView, document: RuleDocument) => Answer,
    alsoPlayers = false,
  ): Answer {
    const [scene, document] = [scenes.opened(), scenes.document()]
    if (!options.isGm && !alsoPlayers) {
      return refuse('refused.gmMap')
    }
    if (scene === undefined || document === undefined) {
      return refuse('refused.noScene')
    }
    return act(scene, document)
  }

  function setting(write: (document: RuleDocument) => void, say: (scene: string) => Line): Answer {
    return onScene((scene, document) =>
      writeTogether({
        steps: [{ document, write: () => write(document) }],
        sentence: say(scene.name),
        action: 'map',
        secret: scene.hidden,
      }),
    )
  }

  /** Under a picture the grid is part of the picture's value: one alignment is one write. */
  function lay(
    scene: SceneView,
    document: RuleDocument,
    { columns, rows, cellFeet, grid: kind, picture }: Arrangement,
    told: 'told.grid' | 'told.underlaid',
  ): Answer {
    const index = merged.holder(`scenes.${scene.id}`)
    const path = `scenes.${scene.id}.picture`
    const laid = picture && { ...picture, grid: { columns, rows, cellFeet, kind } }
    if (laid !== undefined && index.check(path, { set: laid }) !== undefined) {
      return refuse('refused.cellsTooSmall')
    }
    const floor = () => {
      document.write('map.size', { set: { columns, rows } })
      document.write('map.grid', { set: { cellFeet, kind } })
    }
    return writeTogether({
      steps: [
        laid === undefined
          ? { document, write: floor }
          : { document: index, write: () => index.write(path, { set: laid }) },
      ],
      sentence: line(told, scene.name),
      action: 'map',
      secret: scene.hidden,
    })
  }

  return {
    setMap: (map) =>
      onScene((scene, document) => {
        const index = merged.holder(`scenes.${scene.id}`)
        return writeTogether({
          steps: [
            { document, write: () => writeMap(document, ids, map) },
            {
              document: index,
              write: () =>
                index.write(`scenes.${scene.id}.picture`, { set: pictureOf(map) ?? null }),
            },
          ],
          sentence: line('told.map', scene.name),
          action: 'map',
          secret: scene.hidden,
        })
      }),

    setPicture: (picture) =>
      onScene((scene, document) => {
        const { columns, rows, cellFeet, grid } = scene
        return lay(scene, document, { columns, rows, cellFeet, grid, picture }, 'told.underlaid')
      }),

    arrangeMap: (arrangement) =>
      onScene((scene, document) => lay(scene, document, arrangement, 'told.grid')),

    setFog: (isOn) =>
      setting(
        (document) => document.write('map.fog', { set: isOn }),
        (scene) => line(isOn ? 'told.fogOn' : 'told.fogOff', scene),
      ),

    setDarkness: (darkness) =>
      setting(
        (document) =>
          document.write('map.light', { set: { darkness: Math.min(Math.max(darkness, 0), 1) } }),
        (scene) => line('told.light', scene),
      ),

    setWeather: (weather) =>
      setting(
        (document) => document.write('map.weather', { set: weather }),
        (scene) => line('told.weather', scene),
      ),

    toggleDoor: (id) =>
      onScene((scene, document) => {
        const door = scene.doors.find((one) => one.id === id)
        if (door === undefined || !document.exists(id)) {
          return refuse('refused.doorGone')
        }
        return writeTogether({
          steps: [{ document, write: () => document.write(`${id}.open`, { set: !door.isOpen }) }],
          sentence: line(door.isOpen ? 'told.doorClosed' : 'told.doorOpened'),
          action: 'door',
          secret: scene.hidden,
        })
      }, true),
  }
}

/** The picture of a new map with the grid that lies over it. */
export function pictureOf({ picture, columns, rows, grid: kind }: NewMap) {
  return picture && { ...picture, grid: { columns, rows, cellFeet: newCellFeet, kind } }
}

/** Replaces what a scene's document says of the map; what was seen and covered of the old one is forgotten. */
export function writeMap(document: RuleDocument, ids: Ids, map: NewMap): void {
  forgetExplored(document, ids)
  if (document.read('map.cover') === true) document.write('map.cover', { clear: true })
  for (const kind of ['shapes', 'walls', 'doors', 'lights', 'cover']) {
    for (const id of document.entities(kind)) document.remove(`${kind}.${id}`)
  }
  document.write('map.size', { set: { columns: map.columns, rows: map.rows } })
  document.write('map.grid', { set: { cellFeet: newCellFeet, kind: map.grid } })
  document.write('map.ambient', { set: map.ambient })
  document.write('map.light', { clear: true })
  for (const wall of map.walls) add(document, `walls.${ids.shape()}`, { wall })
  for (const { from, to, isOpen } of map.doors) {
    add(document, `doors.${ids.shape()}`, { stretch: { from, to }, open: isOpen })
  }
  for (const light of map.lamps) add(document, `lights.${ids.shape()}`, { light })
}

/** Also what devices that do not know of it yet go on exploring. */
export function forgetExplored(document: RuleDocument, ids: Ids): void {
  for (const path of document.paths('explored')) document.write(path, { clear: true })
  document.write(mapEditionPath, { set: ids.shape() })
}

function add(document: RuleDocument, entity: string, fields: Record<string, unknown>): void {
  const refused = Object.entries(fields).some(
    ([field, value]) => document.check(`${entity}.${field}`, { set: value as never }) !== undefined,
  )
  // A wall far outside of the map is not worth losing the map for.
  if (refused) return
  document.create(entity)
  for (const [field, value] of Object.entries(fields)) {
    document.write(`${entity}.${field}`, { set: value as never })
  }
}

const newCellFeet = 5
