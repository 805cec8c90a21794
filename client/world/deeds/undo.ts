import type { Receipt, RuleDocument } from '#crdt-rules'
import type { SessionDocuments } from '../documents/documents.ts'
import type { LogPart } from '../log/log.ts'
import { entityOf } from '../documents/merged.ts'
import type { Naming } from '../scene/naming.ts'
import type { Undo } from '../parts.ts'
import type { Topics } from '../topics.ts'

/** Something I did, as far as it can be taken back. */
export interface Done {
  /** 'attacks Goblin with a shortsword' */
  readonly sentence: string
  readonly receipts: readonly { readonly document: RuleDocument; readonly receipt: Receipt }[]
  readonly secret: boolean
  /** Moves are taken back without a line in the log, as they were made. */
  readonly logged: boolean
}

export interface UndoPart extends Undo {
  push(done: Done): void
  /** Drops the steps that touched an entity: taking them back would speak of what is hidden now. */
  forget(entities: readonly string[]): void
}

interface UndoOptions {
  readonly documents: SessionDocuments
  readonly log: LogPart
  readonly naming: Naming
  readonly nameOf: (member: string) => string
  readonly topics: Topics
  readonly urgent: () => void
}

/** Takes back what I did on this page, newest first; a value somebody changed since stays theirs. */
export function createUndo(options: UndoOptions): UndoPart {
  const { documents, topics } = options
  let done: readonly Done[] = []
  let undone: readonly Done[] = []

  /** Answers what would take the taking back back, and the paths that stay as they are. */
  function takeBack({ receipts, ...rest }: Done) {
    const refused: string[] = []
    let count = 0
    const inverse = receipts.map(({ document, receipt }) => {
      const result = documents.undo(document, receipt)
      count += result.undone.length
      refused.push(...result.refused.map((path) => changedSince(document, path)))
      return { document, receipt: result.receipt }
    })
    options.urgent()
    return { count, refused, inverse: { ...rest, receipts: inverse } }
  }

  function changedSince(document: RuleDocument, path: string): string {
    const newest = document.inspect(path).siblings.at(-1)
    const member =
      newest === undefined ? undefined : documents.memberOf(document, newest.dot.client)
    const who = member === undefined ? 'someone' : options.nameOf(member)
    return `${options.naming.path(path)} has been changed since by ${who}`
  }

  function tell(verb: string, step: Done, count: number, refused: readonly string[]): string {
    if (count === 0) {
      return refused.length === 0
        ? 'There was nothing left to take back.'
        : `Not ${verb}: ${refused.join('; ')}.`
    }
    const sentence = `${verb}: ${step.sentence}`
    if (step.logged) {
      options.log.add(
        { kind: 'action', text: sentence, action: verb },
        step.secret ? 'gm' : 'everyone',
      )
    }
    const capital = sentence.charAt(0).toUpperCase() + sentence.slice(1)
    return refused.length === 0 ? capital : `${capital}. Kept: ${refused.join('; ')}.`
  }

  return {
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,

    push(step) {
      done = [...done, step].slice(-mostSteps)
      undone = []
      topics.tell('undo')
    },

    forget(entities) {
      const speaks = ({ receipts }: Done) =>
        receipts.some(({ receipt }) =>
          receipt.changes.some(({ path }) => entities.includes(entityOf(path))),
        )
      done = done.filter((step) => !speaks(step))
      undone = undone.filter((step) => !speaks(step))
      topics.tell('undo')
    },

    undo() {
      const step = done.at(-1)
      if (step === undefined) return { sentence: 'There is nothing to undo.' }
      const { count, refused, inverse } = takeBack(step)
      done = done.slice(0, -1)
      if (count > 0) undone = [...undone, inverse]
      topics.tell('undo')
      return { sentence: tell('undone', step, count, refused) }
    },

    redo() {
      const step = undone.at(-1)
      if (step === undefined) return { sentence: 'There is nothing to redo.' }
      const { count, refused, inverse } = takeBack(step)
      undone = undone.slice(0, -1)
      if (count > 0) done = [...done, inverse]
      topics.tell('undo')
      return { sentence: tell('redone', step, count, refused) }
    },
  }
}

const mostSteps = 100
