import type { RoomId } from '#relay/wire'
import { isKept, writerChange } from '../documents/client-id.ts'
import type { DocumentName } from '../names.ts'
import type { Change, DeviceStore } from '../store/device-store.ts'
import type { WaitingChange } from './outbox-rows.ts'

/** A Yjs client id of this tab, and the clock up to which it has written. */
export interface Writer {
  readonly client: number
  readonly clock: number
  /** Nothing in the update was written under another id. */
  readonly isSole: boolean
}

/**
 * What was written under a client id must not be sent before it is stored, or a loss of power makes the id write
 * something else under the same clocks. Unless the store is marked, durably and beforehand: an id that may be ahead
 * of its device is never leased again. A mark costs an id when the tab dies, so it is withdrawn when the page is hidden.
 */
export interface WriterMarks {
  /** The id of this writer was used before, and was marked when it was leased. */
  leased(document: DocumentName, writer: Pick<Writer, 'client' | 'clock'>): void
  /** The row that says how far a writer came; for the commit that stores what it wrote. */
  note(document: DocumentName, writer: Writer): Change
  /** Whether all of these may be sent before they are stored. */
  allow(changes: readonly WaitingChange[]): boolean
  /** Marks whoever wrote these: the rows of a strict commit, and what to call when it is done. */
  mark(changes: readonly WaitingChange[]): { readonly rows: readonly Change[]; stored(): void }
  /** Everything of a writer is stored and its id given back: the row that says so. */
  close(document: DocumentName, writer: Pick<Writer, 'client' | 'clock'>): Change
  /** The rows that take all marks back; what is sent from now on is stored first. */
  withdraw(): readonly Change[]
}

interface Mark {
  readonly document: DocumentName
  readonly client: number
  clock: number
  /** `withdrawn`: its row says that the device holds all; else the row says that it may be ahead. */
  state: 'withdrawn' | 'none' | 'coming' | 'durable'
}

/** Nobody has written, nothing is marked. */
export function createWriterMarks(room: RoomId, store: DeviceStore): WriterMarks {
  const marks = new Map<string, Mark>()
  let withdrawals = 0

  function markOf({ document, sole }: WaitingChange): Mark | undefined {
    return sole === undefined ? undefined : marks.get(`${sole} ${document}`)
  }

  function row({ document, client, clock, state }: Mark): Change {
    return writerChange(room, document, {
      client,
      clock,
      clean: false,
      isAhead: state !== 'withdrawn',
    })
  }

  return {
    leased(document, { client, clock }) {
      marks.set(`${client} ${document}`, { document, client, clock, state: 'durable' })
    },
    note(document, { client, clock }) {
      const name = `${client} ${document}`
      const mark = marks.get(name) ?? { document, client, clock, state: 'none' }
      mark.clock = clock
      if (mark.state === 'withdrawn') mark.state = 'none'
      marks.set(name, mark)
      return row(mark)
    },
    allow: (changes) => changes.every((change) => markOf(change)?.state === 'durable'),
    mark(changes) {
      const coming = new Set<Mark>()
      for (const change of changes) {
        const mark = markOf(change)
        if (mark?.state === 'none' || mark?.state === 'withdrawn') coming.add(mark)
      }
      for (const mark of coming) mark.state = 'coming'
      const at = withdrawals
      return {
        rows: [...coming].map(row),
        stored() {
          if (at !== withdrawals) return
          for (const mark of coming) mark.state = isKept(store) ? 'durable' : 'none'
        },
      }
    },
    close(document, { client, clock }) {
      marks.delete(`${client} ${document}`)
      return writerChange(room, document, { client, clock, clean: true, isAhead: false })
    },
    withdraw() {
      withdrawals += 1
      const marked = [...marks.values()].filter(({ state }) => state !== 'withdrawn')
      for (const mark of marked) mark.state = 'withdrawn'
      return marked.map(row)
    },
  }
}
