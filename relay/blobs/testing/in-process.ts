import { nativeSha256, nativeVerify } from '../../native-cryptography.ts'
import type { Device } from '../../testing/people.ts'
import type { BlobLimits, Chain, RoomId } from '../../wire/index.ts'
import { createBlobs, type BlobEvent, type Blobs } from '../blobs.ts'
import type { BlobStorage } from '../blob-storage.ts'
import { createMemoryBlobStorage } from '../memory-storage.ts'
import type { BlobReserves } from '../routes.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** A blob store without a port, its clock in the test's hands. */
export interface TestBlobs {
  readonly blobs: Blobs
  readonly events: readonly BlobEvent[]
  /** A device the rooms know. */
  member(device: Device): Visitor
  /** A device the rooms do not know. */
  stranger(device: Device): Visitor
  /** Moves the clock. */
  pass(ms: number): void
  readonly now: () => number
  /** How often the devices of a room were looked up. */
  readonly readings: () => number
}

export const DAY_MS = 24 * 60 * 60 * 1000

/** Small limits, so that tests reach them. */
export const smallLimits: BlobLimits & BlobReserves = {
  blobBytes: 10_000,
  partBytes: 4_000,
  roomBytes: 20_000,
  roomBlobs: 8,
  uploadsPerDevice: 3,
  unfinishedMs: DAY_MS,
  graceMs: 30 * DAY_MS,
  passMs: 5 * 60_000,
  requestsPerSecond: 50,
  requestBurst: 200,
  strangersPerSecond: 10,
  strangerBurst: 1000,
  readingBytes: 100_000,
  reservedDiskBytes: 1_000,
}

/** Blobs over memory, or over the storage given. */
export function createTestBlobs(
  options: {
    readonly storage?: BlobStorage
    readonly capacityBytes?: () => number
    readonly limits?: Partial<BlobLimits & BlobReserves>
  } = {},
): TestBlobs {
  let nowMs = 1_800_000_000_000
  let readings = 0
  const now = () => nowMs
  const { capacityBytes } = options
  const capacity = capacityBytes === undefined ? {} : { capacityBytes }
  const storage = options.storage ?? createMemoryBlobStorage({ now, ...capacity })
  const events: BlobEvent[] = []
  const chainsByRoom = new Map<RoomId, Chain[]>()
  const blobs = createBlobs({
    storage,
    limits: { ...smallLimits, ...options.limits },
    async chainsOf(room) {
      readings += 1
      return chainsByRoom.get(room) ?? []
    },
    verify: nativeVerify,
    sha256: nativeSha256,
    now,
    addressOf: () => '192.0.2.7',
    report: (event) => events.push(event),
  })
  const send = async (path: string, init: RequestInit) => blobs.routes.request(path, init)

  return {
    blobs,
    events,
    now,
    readings: () => readings,
    member(device) {
      chainsByRoom.set(device.room, [...(chainsByRoom.get(device.room) ?? []), device.chain])
      return createVisitor(device, send, now)
    },
    stranger: (device) => createVisitor(device, send, now),
    pass(ms) {
      nowMs += ms
    },
  }
}
