import { bytesEqual, encodeMessage, mayWrite } from './wire/index.ts'
import type { Attest, Fetch, List, RoomId, SnapOutcome, SnapshotId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { Member } from './member.ts'
import type { SnapshotShelf } from './shelf.ts'
import { SNAPSHOT_PIECE_BYTES } from './storage/storage.ts'
import type { Storage, StoredSnapshot } from './storage/storage.ts'

/** Shows members the snapshots of a room, and hears which are sound. */
export interface Snapshots {
  attest(member: Member, attest: Attest): void
  list(member: Member, list: List): void
  /** Sends snapshots one after the other, at the pace of the socket. Rejects when storage fails. */
  fetch(member: Member, fetch: Fetch): Promise<void>
}

export interface SnapshotsOptions {
  readonly room: RoomId
  readonly storage: Pick<Storage, 'readPiece'>
  readonly shelf: SnapshotShelf
  readonly limits: Pick<RelayLimits, 'fetchQueue'>
  /** Member number of a device the room knows. */
  readonly memberOf: (device: Uint8Array) => number | undefined
  readonly answer: (member: Member, id: SnapshotId, outcome: SnapOutcome) => void
  /** Something about a snapshot is new. */
  readonly changed: (
    member: Member,
    info: StoredSnapshot,
    dropped: readonly StoredSnapshot[],
  ) => void
  readonly tell: (member: Member) => void
}

const MOST_ATTESTATIONS = 4
const STREAMS_PER_FRAME = 256

/** Snapshots over a shelf. */
export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { room, storage, shelf, answer } = options
  const queues = new WeakMap<Member, SnapshotId[]>()

  function reasonAgainst(member: Member, info: StoredSnapshot): SnapOutcome | undefined {
    const { device, role } = member.grant
    if (!mayWrite(member.grant, info.stream)) return 'not-allowed'
    if (bytesEqual(device, info.author)) return 'not-allowed'
    // A player's second device is not a second opinion.
    const isOwnPerson = options.memberOf(info.author) === member.grant.member
    return isOwnPerson && role !== 'gm' ? 'not-allowed' : undefined
  }

  /** Undefined when the snapshot went meanwhile. */
  async function sendOne(member: Member, info: StoredSnapshot): Promise<true | undefined> {
    for (let piece = 0; piece * SNAPSHOT_PIECE_BYTES < info.bytes; piece += 1) {
      const bytes = await storage.readPiece(room, info.id, piece)
      if (bytes === undefined) return undefined
      if (isGone(member)) return true
      const offset = piece * SNAPSHOT_PIECE_BYTES
      member.send(encodeMessage({ type: 'part', id: info.id, offset, bytes }))
      options.tell(member)
      await member.hasRoom()
    }
    return true
  }

  async function workOff(member: Member, queue: SnapshotId[]): Promise<void> {
    for (let id = queue[0]; id !== undefined && !isGone(member); id = queue[0]) {
      const info = shelf.find(id)
      const isSent = info !== undefined && (await sendOne(member, info))
      if (isSent !== true) answer(member, id, 'gone')
      queue.shift()
    }
  }

  return {
    attest(member, { id, signature }) {
      const info = shelf.find(id)
      if (info === undefined) return answer(member, id, 'gone')
      const reason = reasonAgainst(member, info)
      if (reason !== undefined) return answer(member, id, reason)
      const { device } = member.grant
      const isKnown = info.attestations.some((other) => bytesEqual(other.device, device))
      if (isKnown || info.attestations.length >= MOST_ATTESTATIONS) {
        return options.changed(member, info, [])
      }
      const change = shelf.attest(id, { device, signature: new Uint8Array(signature) })
      if (change !== undefined) options.changed(member, change.attested, change.dropped)
    },

    list(member, { streams }) {
      const snapshots = shelf.list(streams)
      for (let start = 0; start === 0 || start < snapshots.length; start += STREAMS_PER_FRAME) {
        const some = snapshots.slice(start, start + STREAMS_PER_FRAME)
        const more = start + STREAMS_PER_FRAME < snapshots.length
        member.send(encodeMessage({ type: 'shelf', more, snapshots: some }))
      }
      options.tell(member)
    },

    async fetch(member, { ids }) {
      const queue = queues.get(member) ?? []
      if (queue.length + ids.length > options.limits.fetchQueue) {
        return member.end('tooManyRequests')
      }
      queue.push(...ids)
      if (queues.has(member)) return
      queues.set(member, queue)
      await workOff(member, queue)
      queues.delete(member)
    },
  }
}

function isGone(member: Member): boolean {
  return member.subscription.state === 'gone'
}
