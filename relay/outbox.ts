import { concatBytes } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'

/** The socket of a connection as a room sees it. */
export interface Peer {
  send(message: Uint8Array): void
  close(code: number, sentence: string): void
  /** Bytes given to `send` that have not left yet. */
  queuedBytes(): number
  /** Resolves when few enough bytes are queued to go on, or the socket is closed. */
  drained(): Promise<void>
}

/** Collects what one connection is to receive, so that a turn of the event loop costs one message. */
export interface Outbox {
  /** Takes encoded frames for the next message. */
  readonly push: (frames: Uint8Array) => void
  /** Like `push`, but left out when the connection is far behind; answers whether it was taken. */
  readonly pushEphemeral: (frames: Uint8Array) => boolean
  /** Sends what was collected; 'too-slow' when the connection should be given up. */
  flush(): 'sent' | 'too-slow'
}

/** An empty outbox in front of a socket. */
export function createOutbox(
  peer: Peer,
  limits: Pick<RelayLimits, 'messageBytes' | 'dropQueueBytes' | 'closeQueueBytes'>,
): Outbox {
  let parts: Uint8Array[] = []
  let bytes = 0

  function sendCollected(): void {
    const [only] = parts
    if (only === undefined) return
    peer.send(parts.length === 1 ? only : concatBytes(...parts))
    parts = []
    bytes = 0
  }

  function push(frames: Uint8Array): void {
    if (bytes + frames.length > limits.messageBytes) sendCollected()
    parts.push(frames)
    bytes += frames.length
  }

  return {
    push,

    pushEphemeral(frames) {
      const isTaken = peer.queuedBytes() <= limits.dropQueueBytes
      if (isTaken) push(frames)
      return isTaken
    },

    flush() {
      if (peer.queuedBytes() > limits.closeQueueBytes) return 'too-slow'
      sendCollected()
      return 'sent'
    },
  }
}
