import { createMemoryStorage } from '../storage/memory.ts'
import type { Storage } from '../storage/storage.ts'
import { limits as usualLimits, type RelayLimits } from '../limits.ts'
import { nativeSha256, nativeVerify } from '../native-cryptography.ts'
import { createRooms, type RelayEvent, type Rooms } from '../rooms.ts'
import { createTestClient, type TestClient } from './client.ts'

/** A relay without sockets, its clock in the test's hands. */
export interface TestRelay {
  readonly rooms: Rooms
  readonly storage: Storage
  readonly events: readonly RelayEvent[]
  connect(peer?: { queuedBytes?: () => number; drained?: () => Promise<void> }): TestClient
  /** Moves the clock (milliseconds). */
  pass(ms: number): void
}

export const START_MS = 1_800_000_000_000

/** Rooms over memory, or over the storage given. */
export function createTestRelay(
  options: { storage?: Storage; limits?: Partial<RelayLimits>; startMs?: number } = {},
): TestRelay {
  const storage = options.storage ?? createMemoryStorage()
  const events: RelayEvent[] = []
  let nowMs = options.startMs ?? START_MS
  let seed = 0
  const rooms = createRooms({
    storage,
    limits: { ...usualLimits, ...options.limits },
    now: () => nowMs,
    random: (length) => new Uint8Array(length).fill((seed += 1)),
    schedule: (turn) => void setImmediate(turn),
    sha256: nativeSha256,
    verify: nativeVerify,
    report: (event) => events.push(event),
  })

  return {
    rooms,
    storage,
    events,

    connect(peer = {}) {
      const { client, onMessage, onClose } = createTestClient({
        // Like a socket, it delivers later, never within the call.
        send: (message) => void setImmediate(() => void connection.receive(message)),
        close() {
          connection.closed()
          onClose({ code: 1005, sentence: '' })
        },
      })
      const connection = rooms.connect({
        send: onMessage,
        close(code, sentence) {
          onClose({ code, sentence })
        },
        queuedBytes: peer.queuedBytes ?? (() => 0),
        drained: peer.drained ?? (() => Promise.resolve()),
      })
      return client
    },

    pass(ms) {
      nowMs += ms
    },
  }
}
