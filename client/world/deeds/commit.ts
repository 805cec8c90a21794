import type { RuleDocument } from '#crdt-rules'
import type { Change, Roll, Telling } from '#plugin-sdk'
import type { SyncSession } from '../../sync/index.ts'
import { type Line, toLine } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { LogPart } from '../log/log.ts'
import { entityOf, type MergedView } from '../documents/merged.ts'
import { applyStep, type Planner, type Step } from './plan.ts'
import type { UndoPart } from './undo.ts'
import type { Answer, RecordedChange } from '../views.ts'
import { refuse } from '../refuse.ts'

/** Something done to the game. */
export interface Deed {
  readonly changes: readonly Change[]
  /** What was asked for; naming a hidden thing in it makes the deed secret. */
  readonly input: unknown
  /** What it is in a line of the log, known once it is written. */
  readonly say: () => string | Line
  readonly action?: string
  readonly rolls?: readonly Roll[]
  /** The line for those who know of some actors only, when not all of it is secret. */
  readonly tellOf?: ((isKnown: (actor: string) => boolean) => Telling) | undefined
  readonly secretly?: boolean
  /** Whether the log tells of it. Moves are too many. */
  readonly logged: boolean
}

/** Writes all of a deed, one transaction per document, with its line in the log; or nothing, and says why. */
export type Commit = (deed: Deed) => Answer

interface CommitOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly plan: Planner
  readonly log: LogPart
  readonly undo: UndoPart
}

export function createCommit(options: CommitOptions): Commit {
  const { session, documents, merged } = options

  function writeSteps(steps: readonly Step[]) {
    const byDocument = new Map<RuleDocument, Step[]>()
    for (const step of steps) {
      const others = byDocument.get(step.document)
      if (others === undefined) byDocument.set(step.document, [step])
      else others.push(step)
    }
    let failure: string | undefined
    const receipts = [...byDocument].map(([document, own]) => ({
      document,
      receipt: documents.write(document, () => {
        try {
          if (failure === undefined) own.forEach(applyStep)
        } catch (error) {
          failure = error instanceof Error ? error.message : 'a change was not taken.'
        }
      }),
    }))
    if (failure !== undefined) for (const { document, receipt } of receipts) document.undo(receipt)
    return { receipts, failure }
  }

  function isOpen(actor: string): boolean {
    return documents.gm?.exists(`actors.${actor}`) !== true
  }

  function read(paths: readonly string[], secret: boolean) {
    const from = secret ? merged : documents.table
    return paths.map((path) =>
      path.endsWith('.$') ? from.exists(entityOf(path)) : from.read(path),
    )
  }

  return (deed) => {
    if (!session.canWrite('table')) {
      return refuse('refused.spectatorPlay')
    }
    const plan = options.plan(deed.changes, { input: deed.input, secretly: deed.secretly === true })
    if (plan.type === 'refused') return plan

    const paths = deed.logged ? recordedPaths(deed.changes) : []
    const before = read(paths, plan.secret)
    const { receipts, failure } = writeSteps(plan.steps)
    if (failure !== undefined) {
      return refuse('refused.failedWrite', failure)
    }
    const after = read(paths, plan.secret)

    const said = toLine(deed.say())
    if (deed.logged) {
      const changes = paths.map((path, index): RecordedChange => {
        const [was, is] = [before[index], after[index]]
        return {
          path,
          ...(was === undefined ? {} : { before: was }),
          ...(is === undefined ? {} : { after: is }),
        }
      })
      const kind = {
        kind: 'action',
        ...(deed.action !== undefined && { action: deed.action }),
      } as const
      const isPartly =
        plan.secret && plan.steps.some(({ document }) => document === documents.table)
      if (deed.tellOf !== undefined && isPartly) {
        const [open, hidden] = [deed.tellOf(isOpen), deed.tellOf((actor) => !isOpen(actor))]
        options.log.add({ ...kind, text: open.say, rolls: open.rolls }, 'everyone')
        options.log.add({ ...kind, text: hidden.say, rolls: hidden.rolls, changes }, 'gm')
      } else {
        const record = { ...kind, ...said, rolls: deed.rolls ?? [], changes }
        options.log.add(record, plan.secret ? 'gm' : 'everyone')
      }
    }
    if (plan.steps.length > 0) {
      options.undo.push({ line: said, receipts, secret: plan.secret, logged: deed.logged })
    }
    session.urgent()
    return { type: 'done' }
  }
}

function recordedPaths(changes: readonly Change[]): readonly string[] {
  const paths = changes.flatMap((change) => {
    if ('edit' in change) return [change.path]
    return 'restore' in change ? [`${change.restore}.$`] : []
  })
  return [...new Set(paths)].slice(0, mostRecorded)
}

const mostRecorded = 100
