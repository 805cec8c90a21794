import type { RuleDocument } from '#crdt-rules'
import type { SyncSession } from '../../sync/index.ts'
import { type Line, toLine } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { LogPart } from '../log/log.ts'
import type { Answer } from '../views.ts'
import type { UndoPart } from './undo.ts'
import { refuse } from '../refuse.ts'

/** Something done to a scene: writes to several documents, undone together, told in one line. */
export interface SceneDeed {
  readonly steps: readonly { readonly document: RuleDocument; readonly write: () => void }[]
  readonly sentence: Line
  readonly action: string
  /** Only the GM's devices may know of it. */
  readonly secret: boolean
  /** What is moved out of sight or into it is not taken back by undo. */
  readonly undoable?: boolean
  /** Too small and too many for the log. */
  readonly quietly?: boolean
}

export type WriteTogether = (deed: SceneDeed) => Answer

/** Writes scene deeds, one transaction for each document. */
export function createWriteTogether(options: {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly log: LogPart
  readonly undo: UndoPart
}): WriteTogether {
  const { session, documents, log, undo } = options

  return ({ steps, sentence, action, secret, undoable = true, quietly = false }) => {
    if (!session.canWrite('table')) {
      return refuse('refused.spectatorPlay')
    }
    const receipts = steps.map(({ document, write }) => ({
      document,
      receipt: documents.write(document, write),
    }))
    const line = toLine(sentence)
    if (!quietly) log.add({ kind: 'action', ...line, action }, secret ? 'gm' : 'everyone')
    if (undoable) undo.push({ line, receipts, secret, logged: !quietly })
    session.urgent()
    return { type: 'done' }
  }
}
