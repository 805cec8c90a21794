import type { RuleDocument } from '#crdt-rules'
import type { Line } from '../../texts/told.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { Answer } from '../views.ts'
import type { WriteTogether } from './write-together.ts'
import { type Refusal, refuse } from '../refuse.ts'

interface OnOpenSceneOptions {
  readonly scenes: ScenesPart
  readonly isGm: boolean
  readonly writeTogether: WriteTogether
}

/** Something a GM does to the document of the open scene. */
export interface QuietDeed {
  readonly sentence: Line
  /** Why it cannot be done. */
  readonly refuse?: (document: RuleDocument) => Refusal | undefined
  readonly write: (document: RuleDocument) => void
}

/** Does what is too small and too often done for the log, as one step of undo; for GMs alone. */
export function createQuietly({ scenes, isGm, writeTogether }: OnOpenSceneOptions) {
  return ({ sentence, refuse: refuseIn, write }: QuietDeed): Answer => {
    const [scene, document] = [scenes.opened(), scenes.document()]
    if (!isGm) return refuse('refused.gmMap')
    if (scene === undefined || document === undefined) {
      return refuse('refused.noScene')
    }
    const refusal = refuseIn?.(document)
    if (refusal !== undefined) return refusal
    return writeTogether({
      steps: [{ document, write: () => write(document) }],
      sentence,
      action: 'map',
      secret: scene.hidden,
      quietly: true,
    })
  }
}
