import { bytesEqual } from './wire/index.ts'
import type { Attestation, ShelfSnapshots, SnapshotId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { StoredSnapshot } from './storage/storage.ts'

/** The snapshots of one room, and which of them are kept. */
export interface SnapshotShelf {
  /** Sum of the lengths of all that are kept. */
  bytes(): number
  streamCount(): number
  /** What is kept of a device's: in how many streams, and the sum of the lengths. */
  madeBy(device: Uint8Array): { readonly streams: number; readonly bytes: number }
  newest(stream: number): StoredSnapshot | undefined
  find(id: SnapshotId): StoredSnapshot | undefined
  /** What is kept of these streams, newest first; of all that have any when none is named. */
  list(streams: readonly number[]): readonly ShelfSnapshots[]
  /** Takes the newest of its stream; answers those that are no longer kept. */
  add(snapshot: StoredSnapshot): readonly StoredSnapshot[]
  /** Notes that a second device found it sound; answers it as it is now, and those no longer kept. */
  attest(
    id: SnapshotId,
    attestation: Attestation,
  ): { readonly attested: StoredSnapshot; readonly dropped: readonly StoredSnapshot[] } | undefined
  /** Others changed it: it holds these now. */
  replace(snapshots: readonly StoredSnapshot[]): void
  /** Records of the stream up to here are held by a sound snapshot that is not the newest one. */
  heldUpTo(stream: number): number
}

/**
 * Keeps two snapshots of each stream: the newest, and the newest sound one before it, behind which the log may be
 * pruned. One that is waiting to be found sound is kept beside them, so that a newer one does not make it wait
 * again. Sound is what a second device attested, or what is old enough.
 */
export function createShelf(options: {
  readonly snapshots: readonly StoredSnapshot[]
  readonly limits: Pick<RelayLimits, 'unattestedMs'>
  readonly now: () => number
}): SnapshotShelf {
  /** Newest first. */
  const keptByStream = new Map<number, readonly StoredSnapshot[]>()
  const byId = new Map<SnapshotId, StoredSnapshot>()
  let bytes = 0
  fill(options.snapshots)

  function fill(snapshots: readonly StoredSnapshot[]): void {
    const oldestFirst = [...snapshots].sort((left, right) => left.covers.seq - right.covers.seq)
    for (const snapshot of oldestFirst) {
      keep(snapshot.stream, [snapshot, ...keptOf(snapshot.stream)])
      bytes += snapshot.bytes
    }
  }

  function keptOf(stream: number): readonly StoredSnapshot[] {
    return keptByStream.get(stream) ?? []
  }

  function keep(stream: number, kept: readonly StoredSnapshot[]): void {
    keptByStream.set(stream, kept)
    for (const snapshot of kept) byId.set(snapshot.id, snapshot)
  }

  function isSound(snapshot: StoredSnapshot): boolean {
    const ageMs = options.now() - snapshot.takenAtMs
    return snapshot.attestations.length > 0 || ageMs >= options.limits.unattestedMs
  }

  /** Lets go of what need not be kept, and answers it. */
  function clear(stream: number): readonly StoredSnapshot[] {
    const [newest, ...older] = keptOf(stream)
    const sound = older.find(isSound)
    const waiting = older.slice(0, sound === undefined ? undefined : older.indexOf(sound)).at(-1)
    const kept = [newest, waiting, sound].filter((snapshot) => snapshot !== undefined)
    const dropped = keptOf(stream).filter((snapshot) => !kept.includes(snapshot))
    for (const snapshot of dropped) {
      byId.delete(snapshot.id)
      bytes -= snapshot.bytes
    }
    keptByStream.set(stream, kept)
    return dropped
  }

  return {
    bytes: () => bytes,
    streamCount: () => keptByStream.size,
    madeBy(device) {
      const made = [...byId.values()].filter(({ author }) => bytesEqual(author, device))
      const streams = new Set(made.map(({ stream }) => stream)).size
      return { streams, bytes: made.reduce((sum, snapshot) => sum + snapshot.bytes, 0) }
    },
    newest: (stream) => keptOf(stream)[0],
    find: (id) => byId.get(id),

    list(streams) {
      const named = streams.length === 0 ? [...keptByStream.keys()] : streams
      return named.map((stream) => ({ stream, kept: keptOf(stream) }))
    },

    add(snapshot) {
      keep(snapshot.stream, [snapshot, ...keptOf(snapshot.stream)])
      bytes += snapshot.bytes
      return clear(snapshot.stream)
    },

    attest(id, attestation) {
      const found = byId.get(id)
      if (found === undefined) return undefined
      const attested = { ...found, attestations: [...found.attestations, attestation] }
      const { stream } = found
      keep(
        stream,
        keptOf(stream).map((snapshot) => (snapshot.id === id ? attested : snapshot)),
      )
      return { attested, dropped: clear(stream) }
    },

    replace(snapshots) {
      keptByStream.clear()
      byId.clear()
      bytes = 0
      fill(snapshots)
    },

    heldUpTo(stream) {
      const [, ...older] = keptOf(stream)
      return older.find(isSound)?.covers.seq ?? 0
    },
  }
}
