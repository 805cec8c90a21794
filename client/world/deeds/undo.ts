import type { Receipt, RuleDocument } from '#crdt-rules'
import { type Line, line, lineAbout } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { LogPart } from '../log/log.ts'
import { entityOf } from '../documents/merged.ts'
import type { Naming } from '../scene/naming.ts'
import type { TakenBack, Undo } from '../parts.ts'
import type { Topics } from '../topics.ts'
import type { Step, UndoShelf, WrittenStep } from './undo-shelf.ts'
import { createUndoVerbs, type UndoVerbs, type VerbCall } from './undo-verbs.ts'

/** Something I did, as far as it can be taken back. */
interface About {
  /** 'attacks Goblin with a shortsword' */
  readonly line: Line
  readonly secret: boolean
  /** Moves are taken back without a line in the log, as they were made. */
  readonly logged: boolean
}

export interface Done extends About {
  readonly receipts: readonly { readonly document: RuleDocument; readonly receipt: Receipt }[]
}

/** Something that verbs did, in this order. */
export interface Said extends About {
  readonly calls: readonly VerbCall[]
}

export interface UndoPart extends Undo {
  push(done: Done | Said): void
  readonly teach: UndoVerbs['teach']
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
  readonly shelf: UndoShelf
}

/** Takes back what I did on this device, newest first; a value somebody changed since stays theirs. */
export async function openUndo(options: UndoOptions): Promise<UndoPart> {
  const { documents, topics } = options
  let { done, undone } = await options.shelf.read()

  const verbs = createUndoVerbs()

  /** Answers what would take the taking back back, and why some of it stays as it is. */
  function takeBack(step: Step) {
    return 'calls' in step ? callBack(step) : writeBack(step)
  }

  function callBack({ calls, ...rest }: Exclude<Step, WrittenStep>) {
    const { done, refused } = verbs.run(verbs.opposites(calls))
    options.urgent()
    return { count: done.length, refused, inverse: { ...rest, calls: done } }
  }

  function writeBack({ receipts, ...rest }: WrittenStep) {
    const refused: Line[] = []
    let count = 0
    const inverse = receipts.flatMap(({ document: name, receipt }) => {
      const document = documents.opened(name)
      if (document === undefined) return []
      const result = documents.undo(document, receipt)
      count += result.undone.length
      refused.push(...result.refused.map((path) => changedSince(document, path)))
      return [{ document: name, receipt: result.receipt }]
    })
    options.urgent()
    return { count, refused, inverse: { ...rest, receipts: inverse } }
  }

  /** The map of a scene that is not looked at is closed. */
  function isOutOfReach(step: Step): boolean {
    if ('calls' in step) return !verbs.isReady(step.calls)
    return step.receipts.some(({ document }) => documents.opened(document) === undefined)
  }

  function add(step: Step): void {
    done = [...done, step].slice(-mostSteps)
    undone = []
    changed()
  }

  function changed(): void {
    options.shelf.keep({ done, undone })
    topics.tell('undo')
  }

  function changedSince(document: RuleDocument, path: string): Line {
    const newest = document.inspect(path).siblings.at(-1)
    const member =
      newest === undefined ? undefined : documents.memberOf(document, newest.dot.client)
    const what = options.naming.path(path)
    return member === undefined
      ? line('told.changedSince', what)
      : line('told.changedSinceBy', what, options.nameOf(member))
  }

  function tell(
    verb: 'undone' | 'redone',
    step: Step,
    count: number,
    kept: readonly Line[],
  ): TakenBack {
    if (count === 0) {
      return kept.length === 0
        ? line('told.nothingLeft')
        : { ...line(verb === 'undone' ? 'told.notUndone' : 'told.notRedone'), kept }
    }
    const about = lineAbout(`told.${verb}`, step.line)
    if (step.logged) {
      const record = { kind: 'action', ...about, action: verb } as const
      options.log.add(record, step.secret ? 'gm' : 'everyone')
    }
    return kept.length === 0 ? about : { ...about, kept }
  }

  return {
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,

    teach: verbs.teach,

    push(did) {
      if ('calls' in did) return add(did)
      const { receipts, ...rest } = did
      const named = receipts.flatMap(({ document, receipt }) => {
        const name = documents.nameOf(document)
        return name === undefined ? [] : [{ document: name, receipt }]
      })
      add({ ...rest, receipts: named })
    },

    forget(entities) {
      const speaks = (step: Step) =>
        !('calls' in step) &&
        step.receipts.some(({ receipt }) =>
          receipt.changes.some(({ path }) => entities.includes(entityOf(path))),
        )
      done = done.filter((step) => !speaks(step))
      undone = undone.filter((step) => !speaks(step))
      changed()
    },

    undo() {
      const step = done.at(-1)
      if (step === undefined) return line('told.nothingToUndo')
      if (isOutOfReach(step)) return lineAbout('told.elsewhere', step.line)
      const { count, refused, inverse } = takeBack(step)
      done = done.slice(0, -1)
      if (count > 0) undone = [...undone, inverse]
      changed()
      return tell('undone', step, count, refused)
    },

    redo() {
      const step = undone.at(-1)
      if (step === undefined) return line('told.nothingToRedo')
      if (isOutOfReach(step)) return lineAbout('told.elsewhere', step.line)
      const { count, refused, inverse } = takeBack(step)
      undone = undone.slice(0, -1)
      if (count > 0) done = [...done, inverse]
      changed()
      return tell('redone', step, count, refused)
    },
  }
}

const mostSteps = 100
