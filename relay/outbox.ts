import { concatBytes } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'

/** The socket of a connection as a room sees it. */
export interface Peer {
  send(message: Uint8Array): void
  /** Sends one message that lies in pieces, without joining them, where the socket can. */
  sendPieces?(pieces: readonly Uint8Array[]): void
  close(code: number, sentence: string): void
  /** Bytes given to `send` that have not left yet. */
  queuedBytes(): number
  /** Resolves when few enough bytes are queued to go on, or the socket is closed. */
  drained(): Promise<void>
}

/** Collects what one connection is to receive, so that a turn of the event loop costs one message. */
export interface Outbox {
  /** Takes encoded frames for the next message; pieces of one frame come together. */
  readonly push: (...pieces: readonly Uint8Array[]) => void
  /** Like `push`, but left out when the connection is far behind; answers whether it was taken. */
  readonly pushEphemeral: (frames: Uint8Array) => boolean
  /** Sends what was collected; 'too-slow' when the connection should be given up. */
  flush(): 'sent' | 'too-slow'
}

/** Below it, joining costs less than another piece. */
const LONG_BYTES = 16 * 1024

/** An empty outbox in front of a socket. */
export function createOutbox(
  peer: Peer,
  limits: Pick<RelayLimits, 'messageBytes' | 'dropQueueBytes' | 'closeQueueBytes'>,
): Outbox {
  let collected: Uint8Array[] = []
  let bytes = 0

  function sendCollected(): void {
    const [only] = collected
    if (only === undefined) return
    if (collected.length === 1) peer.send(only)
    else if (bytes >= LONG_BYTES && peer.sendPieces !== undefined) peer.sendPieces(collected)
    else peer.send(concatBytes(...collected))
    collected = []
    bytes = 0
  }

  function push(...pieces: readonly Uint8Array[]): void {
    let added = 0
    for (const piece of pieces) added += piece.length
    if (bytes + added > limits.messageBytes) sendCollected()
    collected.push(...pieces)
    bytes += added
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
