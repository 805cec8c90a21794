import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { appendAfter, lastItemOf } from './runs.ts'

/** An update that does nothing but append to one author's run and delete: nearly every write is one. */
export interface RunUpdate {
  readonly client: number
  /** The clock of the first entry. */
  readonly clock: number
  readonly entries: readonly Uint8Array[]
  readonly deletions: ReturnType<typeof Y.createDeleteSet>
}

/**
 * Reads such an update (v1) without all that Yjs needs for any other; undefined when it is another one, or none:
 * `varuint 1 | varuint entries | varuint client | varuint clock | entries | deletions`, or `varuint 0 | deletions`.
 */
export function readRunUpdate(update: Uint8Array): RunUpdate | undefined {
  try {
    const decoder = decoding.createDecoder(update)
    const authors = decoding.readVarUint(decoder)
    if (authors > 1) return undefined
    const count = authors === 0 ? 0 : decoding.readVarUint(decoder)
    const client = authors === 0 ? 0 : decoding.readVarUint(decoder)
    const clock = authors === 0 ? 0 : decoding.readVarUint(decoder)
    const entries: Uint8Array[] = []
    for (let index = 0; index < count; index += 1) {
      const bytes = readEntry(decoder, client, clock + index - 1)
      if (bytes === undefined) return undefined
      entries.push(bytes)
    }
    const deletions = readDeletions(decoder)
    return deletions === undefined ? undefined : { client, clock, entries, deletions }
  } catch {
    // Bytes that end before they said everything.
    return undefined
  }
}

/** Whether an update follows exactly on what is there of its author, and deletes nothing that is not there. */
export function continuesRun(
  doc: Y.Doc,
  { client, clock, entries, deletions }: RunUpdate,
): boolean {
  if (entries.length > 0) {
    const last = lastItemOf(doc, client)
    if (last === undefined || last.id.clock + last.length !== clock) return false
  }
  for (const [author, ranges] of deletions.clients) {
    const state = Y.getState(doc.store, author)
    for (const { clock: from, len } of ranges) if (from + len > state) return false
  }
  return true
}

/** Does what Yjs would do with an update that continues a run. */
export function applyRunUpdate(
  transaction: Y.Transaction,
  { client, entries, deletions }: RunUpdate,
): void {
  let last = lastItemOf(transaction.doc, client)
  for (const bytes of entries) if (last) last = appendAfter(transaction, last, bytes)
  Y.iterateDeletedStructs(transaction, deletions, (struct) => struct.delete(transaction))
}

/** `byte 131 | varuint client | varuint clock of the one before | varuint length | bytes`. */
function readEntry(
  decoder: decoding.Decoder,
  client: number,
  before: number,
): Uint8Array | undefined {
  if (decoding.readUint8(decoder) !== binaryAfterAnother) return undefined
  if (decoding.readVarUint(decoder) !== client) return undefined
  if (decoding.readVarUint(decoder) !== before) return undefined
  const length = decoding.readVarUint(decoder)
  const from = decoder.pos
  decoder.pos += length
  if (decoder.pos > decoder.arr.length) return undefined
  return decoder.arr.slice(from, decoder.pos)
}

/** `varuint authors`, for each of them once `varuint author | varuint ranges`, for each `varuint clock | varuint length`. */
function readDeletions(decoder: decoding.Decoder): RunUpdate['deletions'] | undefined {
  const deletions = Y.createDeleteSet()
  for (let authors = decoding.readVarUint(decoder); authors > 0; authors -= 1) {
    const author = decoding.readVarUint(decoder)
    if (deletions.clients.has(author)) return undefined
    const ranges: { clock: number; len: number }[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const clock = decoding.readVarUint(decoder)
      ranges.push({ clock, len: decoding.readVarUint(decoder) })
    }
    deletions.clients.set(author, ranges)
  }
  return deletions
}

const binaryAfterAnother = 131
