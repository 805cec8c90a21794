import type { Receipt } from '../../receipts.ts'
import {
  learnedAt,
  standsForNow,
  unitsAt,
  viewOf,
  type Operation,
  type TallyOperation,
} from './model.ts'
import { rawSumAt, type Replica } from './replica.ts'
import { newSiblings, operationsAt, unitOf } from './writer.ts'

/** A transaction that its author may take back. */
export interface Undoable {
  readonly receipt: Receipt
  readonly operations: readonly Operation[]
  /** What the author knew before it. */
  readonly before: ReadonlySet<Operation>
}

/** Takes a transaction back, and answers the operations that the model says this was. */
export function undoLast(
  replica: Replica,
  { receipt, operations, before }: Undoable,
): { readonly made: readonly Operation[]; readonly receipt: Receipt } {
  const { document, known } = replica
  const touched = [...new Set(operations.map(({ path }) => path))]
  const siblingsBefore = new Map(touched.map((path) => [path, document.inspect(path).siblings]))
  const undoing = document.undo(receipt)
  const made = touched.flatMap((path) => {
    if (!undoing.undone.includes(path)) return []
    const own = operations.filter((operation) => operation.path === path)
    const fresh = newSiblings(siblingsBefore.get(path) ?? [], document.inspect(path).siblings)
    if (own.some(({ tally }) => tally !== undefined)) return undoTally(replica, path, own, before)
    expectUnchanged(replica, path, own, before)
    const rule = document.rules.ruleOf(path).name
    const agreed = unitsAt(before, path).map((unit) => unit.agreed)
    const gone = unitsAt(known, path).filter((unit) => own.some((one) => one.made.includes(unit)))
    const units = fresh.map((sibling, index) => unitOf(sibling, rule, agreed[index]))
    expectBefore(replica, path, rule, before)
    return [
      {
        path,
        client: replica.client,
        seen: operationsAt(known, path),
        made: units,
        superseded: gone,
      },
    ]
  })
  return { made, receipt: undoing.receipt }
}

/** Additions are taken back by their opposite, absolute writes by a summary of what stood before. */
function undoTally(
  replica: Replica,
  path: string,
  own: readonly Operation[],
  before: ReadonlySet<Operation>,
): readonly Operation[] {
  const { known, client } = replica
  const isAddition = own.every(({ tally }) => tally?.type === 'add')
  const operation = (tally: TallyOperation): Operation => {
    return { path, client, seen: learnedAt(known, path), made: [], superseded: [], tally }
  }
  if (isAddition) {
    const amount = own.reduce(
      (sum, { tally }) => sum + (tally?.type === 'add' ? tally.amount : 0),
      0,
    )
    return [operation({ type: 'add', amount: -amount })]
  }
  if (operationsAt(before, path).size === 0) return [operation({ type: 'blank' })]
  const value = rawSumAt(before, path, replica.isGm)
  return [operation({ type: 'sum', value, standsFor: standsForNow(before, path) })]
}

function expectUnchanged(
  replica: Replica,
  path: string,
  own: readonly Operation[],
  before: ReadonlySet<Operation>,
): void {
  const after = unitsAt([...before, ...own], path)
  const now = unitsAt(replica.known, path)
  if (after.length === now.length && after.every((unit) => now.includes(unit))) return
  throw new Error(`${path} changed since, and its undo was not refused.`)
}

function expectBefore(
  replica: Replica,
  path: string,
  rule: string,
  before: ReadonlySet<Operation>,
): void {
  const units = unitsAt(before, path)
  // Of two writes in one tenth of a second the author decides, and who takes back becomes the author.
  if (new Set(units.map(({ at }) => at)).size < units.length) return
  const wanted = JSON.stringify(viewOf(rule, units, replica.isGm) ?? null)
  const view =
    rule === 'existence'
      ? (replica.document.inspect(path).view ?? null)
      : replica.document.read(path)
  if (JSON.stringify(view ?? null) !== wanted)
    throw new Error(`${path} was not taken back to ${wanted}.`)
}
