import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What stands behind a document's provider instead of a server: this device's replica of the log. */
export interface LogReplica {
  /** State vector (Yjs encoding) of what is safe in the log or the outbox. */
  stateVector(): Uint8Array
  /** The provider hands over an update that was just made here. Called in the same turn as the edit. */
  written(update: Uint8Array): void
  /** The provider hands over everything it has beyond `stateVector`; it may be nothing new. */
  offered(update: Uint8Array): void
  /** A socket opened; `deliver` gives its provider a message. */
  attached(deliver: (message: Uint8Array) => void): void
}

const SYNC = 0
const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2
const EMPTY_UPDATE = Uint8Array.of(0, 0)

/** A message without content, which keeps the provider's 30 s watchdog quiet: awareness of nobody. */
export const KEEP_ALIVE = Uint8Array.of(1, 1, 0)

/** An update as the provider expects it from a server. */
export function updateMessage(update: Uint8Array): Uint8Array {
  return syncMessage(UPDATE, update)
}

/**
 * A class for y-websocket's `WebSocketPolyfill` option. Its sockets are always open, towards the replica: step 1
 * is answered on the spot, edits reach the outbox at once, and presence frames end here (presence is ours).
 */
export function virtualSocketClass(replica: LogReplica): typeof WebSocket {
  class VirtualSocket {
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readyState = 0
    binaryType = 'arraybuffer'
    onopen: (() => void) | null = null
    onmessage: ((event: { data: Uint8Array }) => void) | null = null
    onclose: ((event: unknown) => void) | null = null
    onerror: ((event: unknown) => void) | null = null

    constructor() {
      queueMicrotask(() => {
        if (this.readyState !== this.CONNECTING) return
        this.readyState = this.OPEN
        replica.attached((message) => this.deliver(message))
        this.onopen?.()
      })
    }

    send(message: Uint8Array): void {
      const decoder = decoding.createDecoder(message)
      if (decoding.readVarUint(decoder) !== SYNC) return
      const step = decoding.readVarUint(decoder)
      const content = decoding.readVarUint8Array(decoder)
      if (step === STEP_1) {
        this.deliver(syncMessage(STEP_2, EMPTY_UPDATE))
        this.deliver(syncMessage(STEP_1, replica.stateVector()))
      } else if (step === STEP_2) {
        replica.offered(content)
      } else if (step === UPDATE) {
        replica.written(content)
      }
    }

    close(): void {
      this.readyState = this.CLOSED
    }

    private deliver(message: Uint8Array): void {
      if (this.readyState === this.OPEN) this.onmessage?.({ data: message })
    }
  }
  return VirtualSocket as unknown as typeof WebSocket
}

function syncMessage(step: number, content: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, content)
  return encoding.toUint8Array(encoder)
}
