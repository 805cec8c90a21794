import { concatBytes, snapshotIdFromBytes } from '#relay/wire'
import type {
  Frame,
  Part,
  Shelf as ShelfFrame,
  SnapshotId,
  SnapshotInfo,
  Snapped,
} from '#relay/wire'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { Schedule } from '../schedule.ts'

/** What the relay keeps of snapshots, as this device was told, and a way to fetch them. */
export interface Shelf {
  /** Asks for everything that is kept; resolves when the whole answer is there. */
  list(): Promise<void>
  /** Newest first. */
  keptOf(stream: number): readonly SnapshotInfo[]
  readonly streams: readonly number[]
  /** The bytes of a snapshot; undefined when the relay has it no more, or sends nothing of it. */
  fetch(info: SnapshotInfo): Promise<Uint8Array | undefined>
  take(frame: ShelfFrame | Part | Snapped): void
  /** What was asked on this connection is not answered any more: fetches come to nothing. */
  disconnected(): void
}

/** A relay that owes bytes and sends none for so long has not got them. */
const ANSWER_MS = 20_000

/** An empty shelf. `changed`: something is kept of a stream that was not before. */
export function createShelf(options: {
  readonly send: (...frames: readonly Frame[]) => void
  readonly random: RandomBytes
  readonly schedule: Schedule
  readonly changed: (stream: number) => void
  /** The relay does not even say what it keeps. */
  readonly onSilence: () => void
}): Shelf {
  const { send, random, schedule, changed, onSilence } = options
  const kept = new Map<number, readonly SnapshotInfo[]>()
  const fetching = new Map<SnapshotId, Fetching>()

  function finish(id: SnapshotId, bytes: Uint8Array | undefined): void {
    fetching.get(id)?.cancelPatience()
    fetching.get(id)?.resolve(bytes)
    fetching.delete(id)
  }

  /** Whatever is asked at once comes one after the other: while any of it comes, nothing is overdue. */
  function bePatient(): void {
    for (const under of fetching.values()) {
      under.cancelPatience()
      under.cancelPatience = schedule(ANSWER_MS, under.giveUp)
    }
  }

  function expectParts(
    id: SnapshotId,
    length: number,
    giveUp: () => void,
  ): Promise<Uint8Array | undefined> {
    let resolve: Fetching['resolve'] = () => undefined
    const answered = new Promise<Uint8Array | undefined>((answer) => {
      resolve = answer
    })
    const cancelPatience = schedule(ANSWER_MS, giveUp)
    fetching.set(id, { length, pieces: [], received: 0, answered, resolve, giveUp, cancelPatience })
    return answered
  }

  function takePart({ id, offset, bytes }: Part): void {
    const under = fetching.get(id)
    if (under === undefined) return
    if (offset !== under.received || offset + bytes.length > under.length) {
      return finish(id, undefined)
    }
    under.pieces.push(bytes.slice())
    under.received += bytes.length
    if (under.received === under.length) finish(id, concatBytes(...under.pieces))
  }

  return {
    list() {
      // SHELF also comes unasked. What nobody keeps is answered after the list, and ends it.
      const end = snapshotIdFromBytes(random(32))
      const answered = expectParts(end, 1, onSilence)
      send({ type: 'list', streams: [] }, { type: 'fetch', ids: [end] })
      return answered.then(() => undefined)
    },
    keptOf: (stream) => kept.get(stream) ?? [],
    get streams() {
      return [...kept.keys()]
    },
    fetch(info) {
      const underWay = fetching.get(info.id)
      if (underWay !== undefined) return underWay.answered
      const answered = expectParts(info.id, info.bytes, () => finish(info.id, undefined))
      send({ type: 'fetch', ids: [info.id] })
      return answered
    },
    take(frame) {
      bePatient()
      switch (frame.type) {
        case 'shelf':
          for (const { stream, kept: infos } of frame.snapshots) {
            kept.set(stream, infos)
            changed(stream)
          }
          return
        case 'part':
          return takePart(frame)
        case 'snapped':
          if (frame.outcome === 'gone') finish(frame.id, undefined)
      }
    },
    disconnected() {
      kept.clear()
      for (const id of [...fetching.keys()]) finish(id, undefined)
    },
  }
}

interface Fetching {
  readonly length: number
  readonly pieces: Uint8Array[]
  received: number
  readonly answered: Promise<Uint8Array | undefined>
  readonly resolve: (bytes: Uint8Array | undefined) => void
  readonly giveUp: () => void
  cancelPatience: () => void
}
