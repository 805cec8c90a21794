import * as Y from 'yjs'

/**
 * The one place that reaches into Yjs. Every client id owns one root array, its run: only the owner
 * appends to it, anybody deletes. Appending and deleting by reference cost no walk over the list.
 */

/** A root array that nobody opens as one, which spares an event object per write. */
export type Run = Y.AbstractType<unknown>

/** The run of a client id. */
export function runOf(doc: Y.Doc, client: number): Run {
  return doc.get(`w${client.toString(36)}`)
}

/** Appends bytes to the run of its owner, the document's own client id. */
export function appendToRun(
  transaction: Y.Transaction,
  run: Run,
  owner: number,
  bytes: Uint8Array,
): Y.Item {
  const { doc } = transaction
  const last = lastItemOf(doc, owner)
  if (last?.parent === run) return appendAfter(transaction, last, bytes)
  return append(
    transaction,
    Y.createID(owner, Y.getState(doc.store, owner)),
    endOf(run),
    run,
    bytes,
  )
}

/** Appends bytes to the run that ends with its owner's newest item. */
export function appendAfter(transaction: Y.Transaction, last: Y.Item, bytes: Uint8Array): Y.Item {
  const { id, length, parent } = last
  return append(transaction, Y.createID(id.client, id.clock + length), last, parent as Run, bytes)
}

/** The newest item of a client id, if it ends a list; anything foreign in the document may come after it. */
export function lastItemOf(doc: Y.Doc, client: number): Y.Item | undefined {
  const last = doc.store.clients.get(client)?.at(-1)
  const isEnd = last instanceof Y.Item && last.right === null && last.parentSub === null
  return isEnd && last.parent instanceof Y.AbstractType ? last : undefined
}

/** Deletes an item, whoever wrote it. */
export function deleteItem(transaction: Y.Transaction, item: Y.Item): void {
  item.delete(transaction)
}

/** Visits what stands in a client's run from a clock on, and answers the clock after the last. */
export function visitRun(
  doc: Y.Doc,
  run: Run,
  client: number,
  fromClock: number,
  visit: (item: Y.Item, bytes: Uint8Array) => void,
): number {
  const state = Y.getState(doc.store, client)
  const structs = doc.store.clients.get(client)
  if (structs === undefined || fromClock >= state) return state
  for (let index = Y.findIndexSS(structs, fromClock); index < structs.length; index += 1) {
    const struct = structs[index]
    if (!(struct instanceof Y.Item) || struct.deleted || struct.parent !== run) continue
    if (struct.content instanceof Y.ContentBinary) visit(struct, struct.content.content)
  }
  return state
}

/** Runs a body in the transaction that is open, or in one of its own. */
export function inTransaction(doc: Y.Doc, body: (transaction: Y.Transaction) => void): void {
  if (doc._transaction === null) doc.transact(body)
  else body(doc._transaction)
}

/** The clients that a document knows. */
export function clientsOf(doc: Y.Doc): Iterable<number> {
  return doc.store.clients.keys()
}

/** Visits every dot that a transaction deleted. */
export function visitDeleted(
  { clients }: Y.Transaction['deleteSet'],
  visit: (client: number, clock: number) => void,
): void {
  clients.forEach((ranges, client) => {
    for (const { clock, len } of ranges) {
      for (let offset = 0; offset < len; offset += 1) visit(client, clock + offset)
    }
  })
}

/** How many dots a transaction deleted. */
export function countDeleted({ clients }: Y.Transaction['deleteSet']): number {
  let count = 0
  clients.forEach((ranges) => {
    for (const { len } of ranges) count += len
  })
  return count
}

function append(
  transaction: Y.Transaction,
  id: Y.ID,
  left: Y.Item | null,
  run: Run,
  bytes: Uint8Array,
): Y.Item {
  const content = new Y.ContentBinary(bytes)
  const item = new Y.Item(id, left, left && left.lastId, null, null, run, null, content)
  item.integrate(transaction, 0)
  return item
}

function endOf(run: Run): Y.Item | null {
  let last = run._start
  while (last !== null && last.right !== null) last = last.right
  return last
}
