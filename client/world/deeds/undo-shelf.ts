import { Receipt } from '#crdt-rules'
import { z } from 'zod'
import type { DocumentName } from '../../sync/index.ts'
import { StoredTold } from '../log/stored-record.ts'
import type { Shelf } from '../options.ts'
import { VerbCall } from './undo-verbs.ts'

const about = {
  line: z.object({ text: z.string(), told: StoredTold.optional() }),
  secret: z.boolean(),
  logged: z.boolean(),
}
const WrittenStep = z.object({
  ...about,
  receipts: z
    .array(
      z.object({
        document: z.custom<DocumentName>((name) => typeof name === 'string'),
        receipt: Receipt,
      }),
    )
    .readonly(),
})
const SaidStep = z.object({ ...about, calls: z.array(VerbCall).readonly() })
const Step = z.union([WrittenStep, SaidStep])

/** Something I did, as plain data: what was written to which document, or the verbs that did it. */
export type Step = z.infer<typeof Step>
export type WrittenStep = z.infer<typeof WrittenStep>

/** What can be taken back, and what can be done again, newest last. */
export interface Steps {
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

/** Keeps my last steps on this device, so that they can be taken back after a reload too. */
export interface UndoShelf {
  read(): Promise<Steps>
  /** Soon, and not at all where the device cannot: undo then ends with the page. */
  keep(steps: Steps): void
}

/** Over the shelf of one session. */
export function createUndoShelf({
  shelf,
  schedule,
}: {
  readonly shelf: Shelf
  readonly schedule: (delayMs: number, run: () => void) => () => void
}): UndoShelf {
  let latest: Steps | undefined

  function write(): void {
    if (latest === undefined) return
    const undone = worthKeeping(latest.undone)
    const kept = { done: worthKeeping(knownAgain(latest)), undone }
    latest = undefined
    shelf.write(shelfName, JSON.parse(JSON.stringify(kept)) as never).catch(() => undefined)
  }

  return {
    async read() {
      const kept = Kept.safeParse(await shelf.read(shelfName))
      return kept.success ? kept.data : { done: [], undone: [] }
    },

    keep(steps) {
      if (latest === undefined) schedule(writeAfterMs, write)
      latest = steps
    },
  }
}

/**
 * What was taken back stands there under new names, which only the page that did it knows: an earlier
 * step at the same path would not know its own work again.
 */
function knownAgain({ done, undone }: Steps): readonly Step[] {
  if (undone.length === 0) return done
  const renamed = new Set(undone.flatMap(pathsOf))
  return done.filter((step) => !pathsOf(step).some((path) => renamed.has(path)))
}

function pathsOf(step: Step): readonly string[] {
  if ('calls' in step) return []
  return step.receipts.flatMap(({ document, receipt }) =>
    receipt.changes.map(({ path }) => `${document} ${path}`),
  )
}

/** What a crowd did at once is too much to write down after every step. */
function worthKeeping(steps: readonly Step[]): readonly Step[] {
  return steps
    .slice(-mostSteps)
    .filter((step) => sizesOf(step).every((size) => size <= mostChanges))
}

function sizesOf(step: Step): readonly number[] {
  if ('calls' in step) return step.calls.map(({ of }) => of.length)
  return step.receipts.map(({ receipt }) => receipt.changes.length)
}

const Kept = z.object({ done: z.array(Step), undone: z.array(Step) })
const shelfName = 'undo'
const writeAfterMs = 150
const mostSteps = 30
const mostChanges = 200
