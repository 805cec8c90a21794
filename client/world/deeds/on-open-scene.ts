import type { RuleDocument } from '#crdt-rules'
import type { Line } from '../../texts/told.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { Answer } from '../views.ts'
import type { WriteTogether } from './write-together.ts'

interface OnOpenSceneOptions {
  readonly scenes: ScenesPart
  readonly isGm: boolean
  readonly writeTogether: WriteTogether
}

/** Something a GM does to the document of the open scene. */
export interface QuietDeed {
  readonly sentence: string | Line
  /** Why it cannot be done, in a sentence. */
  readonly refuse?: (document: RuleDocument) => string | undefined
  readonly write: (document: RuleDocument) => void
}

/** Does what is too small and too often done for the log, as one step of undo; for GMs alone. */
export function createQuietly({ scenes, isGm, writeTogether }: OnOpenSceneOptions) {
  return ({ sentence, refuse, write }: QuietDeed): Answer => {
    const [scene, document] = [scenes.opened(), scenes.document()]
    if (!isGm) return { type: 'refused', because: 'Only a GM can change the map.' }
    if (scene === undefined || document === undefined) {
      return { type: 'refused', because: 'There is no open scene.' }
    }
    const because = refuse?.(document)
    if (because !== undefined) return { type: 'refused', because }
    return writeTogether({
      steps: [{ document, write: () => write(document) }],
      sentence,
      action: 'map',
      secret: scene.hidden,
      quietly: true,
    })
  }
}
