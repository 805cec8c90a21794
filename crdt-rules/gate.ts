import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** What became of an update: it is in the document, waits for an earlier one, or is no update. */
export type Applied = 'applied' | 'held' | 'unreadable'

/** Lets updates in only when everything their authors wrote before is there. */
export interface Gate {
  readonly apply: (update: Uint8Array, origin?: unknown) => Applied
}

interface Arrival {
  readonly update: Uint8Array
  readonly origin: unknown
}

interface Held extends Arrival {
  readonly spans: readonly Span[]
}

/** Consecutive writes of one author: from a clock on, up to but without another. */
interface Span {
  readonly client: number
  readonly from: number
  to: number
}

/**
 * A gate before a document. Yjs alone would apply the deletions of an update that overtakes its
 * author's previous one and park its insertions, so that a path shows nothing in between.
 */
export function createGate(doc: Y.Doc): Gate {
  let held: readonly Held[] = []

  return {
    apply(update, origin) {
      if (held.length === 0 && continues(update, doc)) return enter([{ update, origin }], origin)
      const spans = spansOf(update)
      if (spans === undefined) return 'unreadable'
      const arrival = { update, origin, spans }
      const waiting = [...held, arrival]
      const ready = readyAmong(waiting, doc)
      held = waiting.filter((one) => !ready.includes(one))
      if (ready.length > 0) enter(ready, origin)
      return ready.includes(arrival) ? 'applied' : 'held'
    },
  }

  /** One transaction, because updates may fill each other's gaps. */
  function enter(ready: readonly Arrival[], origin: unknown): Applied {
    let applied: Applied = 'applied'
    Y.transact(
      doc,
      () => {
        for (const { update } of ready) {
          // Inside a transaction nobody listens yet, so whatever throws is the update.
          try {
            Y.applyUpdate(doc, update)
          } catch {
            applied = 'unreadable'
          }
        }
      },
      origin,
      false,
    )
    return applied
  }
}

/**
 * Whether an update is only deletions, or writes of one author without a gap that follow what was
 * there: `varuint authors | varuint writes | varuint author | varuint clock | writes | …`. Answers
 * no where it takes more than a glance to know.
 */
function continues(update: Uint8Array, doc: Y.Doc): boolean {
  try {
    const decoder = decoding.createDecoder(update)
    const authors = decoding.readVarUint(decoder)
    if (authors === 0) return true
    if (authors > 1) return false
    const writes = decoding.readVarUint(decoder)
    const author = decoding.readVarUint(decoder)
    if (decoding.readVarUint(decoder) > Y.getState(doc.store, author)) return false
    for (let left = writes; left > 1; left -= 1) if (!passEntry(decoder)) return false
    return true
  } catch {
    // Bytes that end before they said anything.
    return false
  }
}

/** Reads past an item of bytes that follows another, or answers no when it is anything else. */
function passEntry(decoder: decoding.Decoder): boolean {
  const head = decoding.readUint8(decoder)
  if ((head & contentMask) !== binaryContent || (head & hasOrigin) === 0) return false
  const origins = (head & hasRightOrigin) === 0 ? 1 : 2
  for (let left = 2 * origins; left > 0; left -= 1) decoding.readVarUint(decoder)
  decoder.pos += decoding.readVarUint(decoder)
  return true
}

/** The greatest set of updates that leaves no gap. */
function readyAmong(waiting: readonly Held[], doc: Y.Doc): readonly Held[] {
  const reach = reachOf(waiting, doc)
  const ready = waiting.filter(({ spans }) =>
    spans.every(({ client, from }) => from <= (reach.get(client) ?? 0)),
  )
  return ready.length === waiting.length ? ready : readyAmong(ready, doc)
}

/** Per author the clock that is reached without a gap when all of these are applied. */
function reachOf(waiting: readonly Held[], doc: Y.Doc): ReadonlyMap<number, number> {
  const spans = waiting.flatMap((one) => one.spans).sort((left, right) => left.from - right.from)
  const reach = new Map<number, number>()
  for (const { client, from, to } of spans) {
    const reached = reach.get(client) ?? Y.getState(doc.store, client)
    reach.set(client, from <= reached ? Math.max(reached, to) : reached)
  }
  return reach
}

function spansOf(update: Uint8Array): readonly Span[] | undefined {
  try {
    const spans: Span[] = []
    for (const struct of Y.decodeUpdate(update).structs) {
      if (struct instanceof Y.Skip) continue
      const { client, clock } = struct.id
      const last = spans.at(-1)
      if (last?.client === client && last.to === clock) last.to = clock + struct.length
      else spans.push({ client, from: clock, to: clock + struct.length })
    }
    return spans
  } catch {
    // Bytes from elsewhere that are no update.
    return undefined
  }
}

const contentMask = 31
const binaryContent = 3
const hasOrigin = 128
const hasRightOrigin = 64
