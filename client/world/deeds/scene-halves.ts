import type { RuleDocument } from '#crdt-rules'
import { DrawingPlace } from '../drawings/drawing.ts'
import { copyEntity } from '../documents/copy-entity.ts'
import { carryContents, copyContents, purgeContents } from '../documents/copy-contents.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Visibility } from './visibility.ts'

/** Where scenes are kept: with what everyone holds, or with what only GMs hold. All of a scene is on one side. */
export interface SceneHalves {
  /** Whether both documents that a scene can have are open here. */
  isReady(scene: string): boolean
  /** Opens both. Rejects when the device cannot. */
  open(scene: string): Promise<void>
  /** Moves a scene with all that stands on it; both documents must be open. */
  move(scene: string, to: 'everyone' | 'gm'): void
  /** Brings what is on the other side to where the scene is. */
  gather(scene: string): void
  gatherMap(scene: string): void
}

export function createSceneHalves(options: {
  readonly documents: SessionDocuments
  readonly tokens: TokensPart
  readonly visibility: Pick<Visibility, 'moveOut' | 'moveIn'>
}): SceneHalves {
  const { documents, tokens, visibility } = options
  const { table, gm } = documents

  function mapsOf(scene: string) {
    const shown = documents.opened(`scene/${scene}`)
    const prepared = documents.opened(`gmScene/${scene}`)
    return shown && prepared && { shown, prepared }
  }

  function sideOf(scene: string): 'everyone' | 'gm' | 'nowhere' {
    if (gm?.exists(`scenes.${scene}`)) return 'gm'
    return table.exists(`scenes.${scene}`) ? 'everyone' : 'nowhere'
  }

  /** What came late to the map is brought along first. */
  function gatherMap(scene: string): void {
    const maps = mapsOf(scene)
    const side = sideOf(scene)
    if (maps === undefined || side === 'nowhere') return
    const { shown, prepared } = maps
    const [left, home] = side === 'gm' ? [shown, prepared] : [prepared, shown]
    carryContents(documents, left, home)
  }

  function moveDrawings(scene: string, from: RuleDocument, to: RuleDocument): void {
    const drawn = from.entities('drawings').filter((id) => {
      const place = DrawingPlace.safeParse(from.read(`drawings.${id}.place`)).data
      return place?.scene === scene
    })
    if (drawn.length === 0) return
    documents.write(to, () => {
      for (const id of drawn) copyEntity(from, to, `drawings.${id}`)
    })
    documents.write(from, () => {
      for (const id of drawn) from.purge(`drawings.${id}`)
    })
  }

  /** What waited appears with the scene, what was hidden stays so; what was in sight waits. */
  function gather(scene: string): void {
    if (gm === undefined) return
    const side = sideOf(scene)
    if (side === 'nowhere') return
    const here = tokens.onScene(scene)
    if (side === 'gm') {
      moveDrawings(scene, table, gm)
      const inSight = here.filter(({ hidden }) => !hidden)
      visibility.moveOut(
        inSight.map(({ id }) => id),
        { waiting: true },
      )
    } else {
      moveDrawings(scene, gm, table)
      visibility.moveIn(here.filter(({ waits }) => waits).map(({ id }) => id))
    }
  }

  return {
    isReady: (scene) => mapsOf(scene) !== undefined,
    gather,
    gatherMap,

    async open(scene) {
      await Promise.all([documents.open(`scene/${scene}`), documents.open(`gmScene/${scene}`)])
    },

    move(scene, side) {
      const maps = mapsOf(scene)
      if (gm === undefined || maps === undefined || sideOf(scene) === side) return
      gatherMap(scene)
      const [from, to] = side === 'gm' ? [table, gm] : [gm, table]
      const [left, home] = side === 'gm' ? [maps.shown, maps.prepared] : [maps.prepared, maps.shown]
      documents.write(home, () => copyContents(left, home))
      documents.write(to, () => copyEntity(from, to, `scenes.${scene}`))
      documents.write(from, () => from.purge(`scenes.${scene}`))
      documents.write(left, () => purgeContents(left))
      gather(scene)
    },
  }
}
