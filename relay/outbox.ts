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
  push(...pieces: readonly Uint8Array[]): void
  /** Like `push`, but left out when the connection is far behind; answers whether it was taken. */
  pushEphemeral(frames: Uint8Array): boolean
  /** Sends what was collected; 'too-slow' when the connection should be given up. */
  flush(): 'sent' | 'too-slow'
}

export type QueueLimits = Pick<RelayLimits, 'messageBytes' | 'dropQueueBytes' | 'closeQueueBytes'>

/** An empty outbox in front of a socket. */
export function createOutbox(peer: Peer, limits: QueueLimits): Outbox {
  return new CollectingOutbox(peer, limits)
}

/** Below it, joining costs less than another piece. */
const LONG_BYTES = 16 * 1024

/** There is one for each connection, and most collect nothing. */
class CollectingOutbox implements Outbox {
  readonly peer: Peer
  readonly limits: QueueLimits
  collected: Uint8Array[] | undefined
  bytes = 0

  constructor(peer: Peer, limits: QueueLimits) {
    this.peer = peer
    this.limits = limits
  }

  push(...pieces: readonly Uint8Array[]): void {
    let added = 0
    for (const piece of pieces) added += piece.length
    if (this.bytes + added > this.limits.messageBytes) this.sendCollected()
    this.collected ??= []
    this.collected.push(...pieces)
    this.bytes += added
  }

  pushEphemeral(frames: Uint8Array): boolean {
    const isTaken = this.peer.queuedBytes() <= this.limits.dropQueueBytes
    if (isTaken) this.push(frames)
    return isTaken
  }

  flush(): 'sent' | 'too-slow' {
    if (this.peer.queuedBytes() > this.limits.closeQueueBytes) return 'too-slow'
    this.sendCollected()
    return 'sent'
  }

  sendCollected(): void {
    const { peer, collected, bytes } = this
    this.collected = undefined
    this.bytes = 0
    const [only] = collected ?? []
    if (collected === undefined || only === undefined) return
    if (collected.length === 1) peer.send(only)
    else if (bytes >= LONG_BYTES && peer.sendPieces !== undefined) peer.sendPieces(collected)
    else peer.send(concatBytes(...collected))
  }
}
