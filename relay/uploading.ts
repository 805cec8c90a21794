import {
  bytesEqual,
  decodeSnapshotHeader,
  isMalformed,
  mayWrite,
  SHORTEST_SNAPSHOT,
  SNAPSHOT_HEADER_BYTES,
  snapshotIdOf,
} from './wire/index.ts'
import type { Part, RoomId, Sha256, Snap, SnapOutcome, SnapshotHeader } from './wire/index.ts'
import type { Budget } from './budget.ts'
import type { RelayLimits } from './limits.ts'
import type { Member } from './member.ts'
import type { RoomLog } from './room-log.ts'
import type { SnapshotShelf } from './shelf.ts'
import type { Storage, StoredSnapshot } from './storage/storage.ts'

/** Takes snapshots from members, piece by piece. */
export interface Uploading {
  /** Judges a snapshot by its header, before any of it is sent. */
  offer(member: Member, snap: Snap): Promise<void>
  /** Takes the next piece; the last one brings the snapshot to the shelf. */
  part(member: Member, part: Part): void
  /** Forgets what the member has sent so far. */
  forget(member: Member): void
}

export interface UploadingOptions {
  readonly room: RoomId
  readonly log: Pick<RoomLog, 'durable' | 'base'>
  readonly storage: Pick<Storage, 'hashAt'>
  readonly shelf: SnapshotShelf
  readonly limits: RelayLimits
  readonly memory: Budget
  /** Whether the rate of the device allows one more. */
  readonly mayOffer: (member: Member) => boolean
  readonly now: () => number
  readonly sha256: Sha256
  readonly answer: (member: Member, id: Snap['id'], outcome: SnapOutcome) => void
  /** A snapshot came whole and is the newest of its stream. */
  readonly take: (member: Member, info: StoredSnapshot, content: Uint8Array) => void
}

interface Upload {
  readonly snap: Snap
  readonly header: SnapshotHeader
  readonly content: Uint8Array
  received: number
}

/** The rules of uploading: right, cursor, compare-and-swap, size. */
export function createUploading(options: UploadingOptions): Uploading {
  const { room, log, storage, shelf, limits, memory, answer } = options
  const uploads = new Map<Member, Upload>()

  function reasonAgainst(
    member: Member,
    snap: Snap,
    header: SnapshotHeader,
  ): SnapOutcome | undefined {
    const { stream, author, covers } = header
    if (!bytesEqual(author, member.grant.device) || !mayWrite(member.grant, stream)) {
      return 'not-allowed'
    }
    if (snap.bytes > limits.snapshotBytes) return 'too-large'
    if (snap.bytes < SHORTEST_SNAPSHOT) return 'damaged'
    const newest = shelf.newest(stream)
    const isNewer = covers.seq > Math.max(newest?.covers.seq ?? 0, log.base.seq)
    if (newest?.id !== snap.expected || !isNewer) return 'outdated'
    const isOneTooMany = newest === undefined && shelf.streamCount() >= limits.snapshotStreams
    if (isOneTooMany || shelf.bytes() + snap.bytes > limits.roomSnapshotBytes) return 'full'
    if (isAboveShare(member, snap)) return 'full'
    return covers.seq > log.durable.head ? 'diverged' : undefined
  }

  /** One player's device cannot use up what everybody needs to keep the log short. */
  function isAboveShare(member: Member, { bytes }: Snap): boolean {
    const { role, device } = member.grant
    if (role === 'gm') return false
    const made = shelf.madeBy(device)
    return (
      made.streams >= limits.snapshotStreamsPerDevice ||
      made.bytes + bytes > limits.snapshotBytesPerDevice
    )
  }

  function forget(member: Member): void {
    const upload = uploads.get(member)
    if (upload === undefined) return
    uploads.delete(member)
    memory.giveBack(upload.content.length)
  }

  function finish(member: Member, { snap, header, content }: Upload): void {
    const isSame =
      snapshotIdOf(content, options.sha256) === snap.id &&
      bytesEqual(content.subarray(0, SNAPSHOT_HEADER_BYTES), snap.header)
    const reason = isSame ? reasonAgainst(member, snap, header) : 'damaged'
    if (reason !== undefined) return answer(member, snap.id, reason)
    const { stream, author, covers } = header
    const { id, bytes } = snap
    const takenAtMs = options.now()
    // Copies, so that the room does not hold on to the message they came in.
    const kept = { seq: covers.seq, hash: new Uint8Array(covers.hash) }
    const info = { id, stream, author: new Uint8Array(author), covers: kept, bytes, takenAtMs }
    options.take(member, { ...info, attestations: [] }, content)
  }

  return {
    async offer(member, snap) {
      const header = decodeSnapshotHeader(snap.header)
      if (isMalformed(header)) return answer(member, snap.id, 'damaged')
      if (uploads.has(member)) return answer(member, snap.id, 'busy')
      const reason = reasonAgainst(member, snap, header)
      if (reason !== undefined) return answer(member, snap.id, reason)
      if (!options.mayOffer(member)) return answer(member, snap.id, 'busy')
      const hash = await storage.hashAt(room, header.covers.seq)
      if (member.subscription.state === 'gone') return
      if (hash === undefined || !bytesEqual(hash, header.covers.hash)) {
        return answer(member, snap.id, 'diverged')
      }
      if (!memory.take(snap.bytes)) return answer(member, snap.id, 'busy')
      uploads.set(member, { snap, header, content: new Uint8Array(snap.bytes), received: 0 })
      answer(member, snap.id, 'send')
    },

    part(member, { id, offset, bytes }) {
      const upload = uploads.get(member)
      if (upload?.snap.id !== id) return answer(member, id, 'gone')
      const end = offset + bytes.length
      const fits = offset === upload.received && end <= upload.content.length
      if (!fits || bytes.length === 0 || bytes.length > limits.partBytes) {
        forget(member)
        return answer(member, id, 'damaged')
      }
      upload.content.set(bytes, offset)
      upload.received = end
      if (end < upload.content.length) return
      forget(member)
      finish(member, upload)
    },

    forget,
  }
}
