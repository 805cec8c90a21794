import type { WebSocket } from 'ws'
import type { Caller, RelayConnection } from './connection.ts'
import type { RelayLimits } from './limits.ts'
import type { Peer } from './outbox.ts'
import type { Rooms } from './rooms.ts'

/** Joins real sockets to rooms. */
export interface Sockets {
  /** Starts the conversation with a socket that just opened. */
  readonly serve: (socket: WebSocket, caller: Caller) => void
  /** Closes sockets that say nothing, and those furthest behind when all together are too far; for once a second. */
  readonly sweep: () => void
  /** Bytes that wait for sockets to take them. */
  readonly queuedBytes: number
}

/** A socket as its connection sees it, and when it was heard. There is one for each. */
class Served implements Peer {
  readonly socket: WebSocket
  readonly limits: RelayLimits
  /** By `uptimeMs`, like `heardAtMs`. */
  readonly openedAtMs: number
  heardAtMs: number
  waitingForRoom: (() => void)[] | undefined

  constructor(socket: WebSocket, limits: RelayLimits, nowMs: number) {
    this.socket = socket
    this.limits = limits
    this.openedAtMs = nowMs
    this.heardAtMs = nowMs
  }

  send(message: Uint8Array): void {
    this.socket.send(message, () => this.wakeIfRoom())
  }

  sendPieces(pieces: readonly Uint8Array[]): void {
    const last = pieces.length - 1
    pieces.forEach((piece, index) => {
      if (index < last) this.socket.send(piece, { fin: false })
      else this.send(piece)
    })
  }

  close(code: number, sentence: string): void {
    this.socket.close(code, sentence)
  }

  queuedBytes(): number {
    return this.socket.bufferedAmount
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.waitingForRoom ??= []
      this.waitingForRoom.push(resolve)
    })
  }

  wakeIfRoom(): void {
    if (this.socket.bufferedAmount <= this.limits.catchUpQueueBytes) this.wake()
  }

  wake(): void {
    const woken = this.waitingForRoom
    this.waitingForRoom = undefined
    woken?.forEach((resolve) => resolve())
  }
}

/** Sockets over these rooms. */
export function createSockets(options: {
  readonly rooms: Rooms
  readonly limits: RelayLimits
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
}): Sockets {
  const { rooms, limits, uptimeMs } = options
  const connections = new Map<Served, RelayConnection>()

  function queuedBytes(): number {
    let sum = 0
    for (const { socket } of connections.keys()) sum += socket.bufferedAmount
    return sum
  }

  function closeFurthestBehind(): void {
    let excess = queuedBytes() - limits.allQueuesBytes
    if (excess <= 0) return
    const behind = [...connections].sort(
      ([left], [right]) => right.socket.bufferedAmount - left.socket.bufferedAmount,
    )
    for (const [{ socket }, connection] of behind) {
      if (excess <= 0) return
      excess -= socket.bufferedAmount
      connection.close('tooSlow')
      // What is queued would stay until the peer reads it.
      socket.terminate()
    }
  }

  return {
    serve(socket, caller) {
      const served = new Served(socket, limits, uptimeMs())
      const connection = rooms.connect(served, caller)
      connections.set(served, connection)

      socket.on('message', (data: Buffer, isBinary: boolean) => {
        served.heardAtMs = uptimeMs()
        if (!isBinary) return connection.close('malformed', 'The relay takes binary messages only.')
        const message = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        const working = connection.receive(message)
        if (working === undefined) return
        socket.pause()
        void working.then(() => socket.resume())
      })
      // The close that follows every error is what counts.
      socket.on('error', ignore)
      socket.on('close', () => {
        connections.delete(served)
        connection.closed()
        served.wake()
      })
    },

    sweep() {
      const nowMs = uptimeMs()
      for (const [{ openedAtMs, heardAtMs }, connection] of connections) {
        const isSilent = nowMs - heardAtMs > limits.silentMs
        const isLate = !connection.isInside() && nowMs - openedAtMs > limits.helloMs
        if (isSilent || isLate) connection.close('silent')
      }
      closeFurthestBehind()
    },

    get queuedBytes() {
      return queuedBytes()
    },
  }
}

function ignore(): void {
  // See above.
}
