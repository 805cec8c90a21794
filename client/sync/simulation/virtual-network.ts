import type { Rooms } from '#relay/room'
import type { Connect } from '../link/socket.ts'
import type { Chance } from './chance.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The network between one tab and the relay. */
export interface VirtualCable {
  readonly connect: Connect
  /** `up`: carries. `cut`: breaks what is open, and nothing opens. `silent`: swallows everything, tells nobody. */
  set(next: CableState): void
  readonly state: CableState
}

export type CableState = 'up' | 'cut' | 'silent'

/** Where cables end: the relay process, when it runs. */
export interface RelayEnd {
  readonly rooms: Pick<Rooms, 'connect'> | undefined
  /** Calls when the process dies; the answer stops listening. */
  onDeath(listener: () => void): () => void
}

const NOTICED_LATE_MS = 8_000

/** A cable with a delay of its own for each message; messages of one direction keep their order. */
export function createCable(options: {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly relay: RelayEnd
}): VirtualCable {
  const { time, chance, relay } = options
  const breaks = new Set<() => void>()
  let state: CableState = 'up'

  const connect: Connect = (_url, listener) => {
    const rooms = relay.rooms
    let isOpen = state === 'up' && rooms !== undefined
    let isHeard = true
    // What is lost on a connection is lost for good: nothing comes after it.
    let isDeaf = false
    let lastDownMs = 0
    let lastUpMs = 0

    function tell(code: number, delayMs: number): void {
      if (!isHeard) return
      isHeard = false
      time.schedule(delayMs, () => listener.closed(code))
    }
    function shut(code: number, serverMs: number): void {
      if (isOpen) {
        isOpen = false
        time.schedule(serverMs, () => connection?.closed())
      }
      breaks.delete(shutByCable)
      stopListening()
      tell(code, 1 + chance.below(30))
    }
    // The relay may hear of it much later, so that old and new connection overlap.
    function shutByCable(): void {
      shut(1006, chance.happens(0.5) ? 1 : NOTICED_LATE_MS)
    }
    const stopListening = relay.onDeath(() => shut(1006, 0))
    breaks.add(shutByCable)

    const connection = isOpen
      ? rooms?.connect({
          send(message) {
            lastDownMs = Math.max(lastDownMs, time.now() + delay())
            time.schedule(lastDownMs - time.now(), () => {
              isDeaf ||= state !== 'up'
              if (isOpen && !isDeaf) listener.message(message)
            })
          },
          close: (code) => time.schedule(delay(), () => shut(code, 0)),
          queuedBytes: () => 0,
          drained: () => Promise.resolve(),
        })
      : undefined
    if (!isOpen && state !== 'silent') tell(1006, delay())

    return {
      send(message) {
        lastUpMs = Math.max(lastUpMs, time.now() + delay())
        time.schedule(lastUpMs - time.now(), () => {
          isDeaf ||= state !== 'up'
          if (isOpen && !isDeaf && relay.rooms === rooms) void connection?.receive(message)
        })
      },
      close() {
        isHeard = false
        shut(1000, 1 + chance.below(30))
      },
    }
  }

  function delay(): number {
    return 1 + chance.below(chance.happens(0.1) ? 400 : 30)
  }

  return {
    connect,
    get state() {
      return state
    },
    set(next) {
      state = next
      if (next === 'cut') for (const shutByCable of [...breaks]) shutByCable()
    },
  }
}
