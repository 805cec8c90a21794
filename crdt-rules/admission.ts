import * as Y from 'yjs'
import { createGate, type Arrival } from './gate.ts'
import { applyRunUpdate, continuesRun, readRunUpdate } from './run-update.ts'
import { summarise } from './update-summary.ts'

/** What became of an update: it is in the document, waits for what it builds on, or is no update. */
export type Applied = 'applied' | 'held' | 'unreadable'

/** Lets updates into a document through its gate; whatever one of them frees goes in the same transaction. */
export type Admission = (update: Uint8Array, origin?: unknown) => Applied

/** The way into a document. */
export function createAdmission(doc: Y.Doc): Admission {
  const gate = createGate<Arrival>(doc)

  /** One transaction, because an update may free others. */
  function pass(arrival: Arrival, origin: unknown): Applied {
    let applied: Applied = 'applied'
    Y.transact(
      doc,
      () =>
        gate.pass([arrival], (update) => {
          // Inside a transaction nobody listens yet, so whatever throws is the update.
          try {
            Y.applyUpdate(doc, update)
          } catch {
            applied = 'unreadable'
          }
        }),
      origin,
      false,
    )
    return gate.held.includes(arrival) ? 'held' : applied
  }

  return (update, origin) => {
    const appended = gate.held.length === 0 ? readRunUpdate(update) : undefined
    if (appended !== undefined && continuesRun(doc, appended)) {
      Y.transact(doc, (transaction) => applyRunUpdate(transaction, appended), origin, false)
      return 'applied'
    }
    const summary = summarise(update)
    return summary === undefined ? 'unreadable' : pass({ update, summary }, origin)
  }
}
