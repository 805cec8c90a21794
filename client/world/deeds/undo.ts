import type { Receipt, RuleDocument } from '#crdt-rules'
import { type Line, line, lineAbout } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { LogPart } from '../log/log.ts'
import { entityOf } from '../documents/merged.ts'
import type { Naming } from '../scene/naming.ts'
import type { Undo } from '../parts.ts'
import type { Topics } from '../topics.ts'
import type { Step, UndoShelf } from './undo-shelf.ts'

/** Something I did, as far as it can be taken back. */
export interface Done {
  /** 'attacks Goblin with a shortsword' */
  readonly line: Line
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
  readonly shelf: UndoShelf
}

/** Takes back what I did on this device, newest first; a value somebody changed since stays theirs. */
export async function openUndo(options: UndoOptions): Promise<UndoPart> {
  const { documents, topics } = options
  let { done, undone } = await options.shelf.read()

  /** Answers what would take the taking back back, and the paths that stay as they are. */
  function takeBack({ receipts, ...rest }: Step) {
    const refused: string[] = []
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
  function isOutOfReach({ receipts }: Step): boolean {
    return receipts.some(({ document }) => documents.opened(document) === undefined)
  }

  function changed(): void {
    options.shelf.keep({ done, undone })
    topics.tell('undo')
  }

  function changedSince(document: RuleDocument, path: string): string {
    const newest = document.inspect(path).siblings.at(-1)
    const member =
      newest === undefined ? undefined : documents.memberOf(document, newest.dot.client)
    const who = member === undefined ? 'someone' : options.nameOf(member)
    return `${options.naming.path(path)} has been changed since by ${who}`
  }

  function tell(
    verb: 'undone' | 'redone',
    step: Step,
    count: number,
    refused: readonly string[],
  ): Line {
    if (count === 0) {
      return refused.length === 0
        ? line('told.nothingLeft')
        : { text: `Not ${verb}: ${refused.join('; ')}.` }
    }
    const about = lineAbout(`told.${verb}`, step.line)
    if (step.logged) {
      const record = { kind: 'action', ...about, action: verb } as const
      options.log.add(record, step.secret ? 'gm' : 'everyone')
    }
    return refused.length === 0 ? about : { text: `${about.text}. Kept: ${refused.join('; ')}.` }
  }

  return {
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,

    push({ receipts, ...rest }) {
      const named = receipts.flatMap(({ document, receipt }) => {
        const name = documents.nameOf(document)
        return name === undefined ? [] : [{ document: name, receipt }]
      })
      done = [...done, { ...rest, receipts: named }].slice(-mostSteps)
      undone = []
      changed()
    },

    forget(entities) {
      const speaks = ({ receipts }: Step) =>
        receipts.some(({ receipt }) =>
          receipt.changes.some(({ path }) => entities.includes(entityOf(path))),
        )
      done = done.filter((step) => !speaks(step))
      undone = undone.filter((step) => !speaks(step))
      changed()
    },

    undo() {
      const step = done.at(-1)
      if (step === undefined) return line('told.nothingToUndo')
      if (isOutOfReach(step)) return { text: elsewhere(step) }
      const { count, refused, inverse } = takeBack(step)
      done = done.slice(0, -1)
      if (count > 0) undone = [...undone, inverse]
      changed()
      return tell('undone', step, count, refused)
    },

    redo() {
      const step = undone.at(-1)
      if (step === undefined) return line('told.nothingToRedo')
      if (isOutOfReach(step)) return { text: elsewhere(step) }
      const { count, refused, inverse } = takeBack(step)
      undone = undone.slice(0, -1)
      if (count > 0) done = [...done, inverse]
      changed()
      return tell('redone', step, count, refused)
    },
  }
}

function elsewhere({ line }: Step): string {
  return `Not taken back: ${line.text}. It was on another scene; open that one first.`
}

const mostSteps = 100
