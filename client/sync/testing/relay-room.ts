import { createMemoryStorage, createRooms, limits, type MemoryStorage } from '#relay/room'
import type { Connect } from '../link/socket.ts'

/** A relay in this process whose cables can be cut. Messages arrive in later turns, as on a network. */
export interface TestRelay {
  readonly connect: Connect
  readonly storage: MemoryStorage
  /** Every byte that went either way. */
  readonly traffic: Uint8Array[]
  /** While cut, no socket opens and those that were open are closed. */
  setCut(isCut: boolean): void
  /** The process dies and starts again over the same storage. */
  restart(): void
}

/** Starts a relay in memory. */
export function startTestRelay(): TestRelay {
  const storage = createMemoryStorage()
  const traffic: Uint8Array[] = []
  const open = new Set<(code: number) => void>()
  let isCut = false
  let rooms = startRooms()

  function startRooms() {
    return createRooms({
      storage,
      limits,
      now: Date.now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      schedule: (turn) => setTimeout(turn, 0),
    })
  }

  function closeAll(code: number): void {
    for (const close of [...open]) close(code)
  }

  return {
    storage,
    traffic,
    connect(_url, listener) {
      let isOpen = !isCut
      function close(code: number): void {
        if (!open.delete(close)) return
        isOpen = false
        connection?.closed()
        setTimeout(() => listener.closed(code), 0)
      }
      open.add(close)
      const connection = isCut
        ? undefined
        : rooms.connect({
            send(message) {
              traffic.push(message)
              setTimeout(() => {
                if (isOpen) listener.message(message)
              }, 0)
            },
            close: (code) => setTimeout(() => close(code), 0),
            queuedBytes: () => 0,
            drained: () => Promise.resolve(),
          })
      if (isCut) setTimeout(() => close(1006), 0)
      return {
        send(message) {
          traffic.push(message)
          setTimeout(() => {
            if (isOpen) void connection?.receive(message)
          }, 0)
        },
        close: () => close(1000),
      }
    },
    setCut(cut) {
      isCut = cut
      if (cut) closeAll(1006)
    },
    restart() {
      closeAll(1006)
      storage.crash()
      rooms = startRooms()
    },
  }
}
