import type { WebSocket } from 'ws'
import type { RelayConnection } from './connection.ts'
import type { RelayLimits } from './limits.ts'
import type { Peer } from './outbox.ts'
import type { Caller, Rooms } from './rooms.ts'

/** Joins real sockets to rooms. */
export interface Sockets {
  /** Starts the conversation with a socket that just opened. */
  readonly serve: (socket: WebSocket, caller: Caller) => void
  /** Closes sockets that say nothing, and those furthest behind when all together are too far; for once a second. */
  readonly sweep: () => void
  /** Bytes that wait for sockets to take them. */
  readonly queuedBytes: number
}

interface Served {
  readonly socket: WebSocket
  readonly connection: RelayConnection
  /** By `uptimeMs`, like `heardAtMs`. */
  readonly openedAtMs: number
  heardAtMs: number
}

/** Sockets over these rooms. */
export function createSockets(options: {
  readonly rooms: Rooms
  readonly limits: RelayLimits
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
}): Sockets {
  const { rooms, limits, uptimeMs } = options
  const served = new Set<Served>()

  function queuedBytes(): number {
    let sum = 0
    for (const { socket } of served) sum += socket.bufferedAmount
    return sum
  }

  function closeFurthestBehind(): void {
    let excess = queuedBytes() - limits.allQueuesBytes
    if (excess <= 0) return
    const behind = [...served].sort(
      (left, right) => right.socket.bufferedAmount - left.socket.bufferedAmount,
    )
    for (const { socket, connection } of behind) {
      if (excess <= 0) return
      excess -= socket.bufferedAmount
      connection.close('tooSlow')
      // What is queued would stay until the peer reads it.
      socket.terminate()
    }
  }

  return {
    serve(socket, caller) {
      let waitingForRoom: (() => void)[] = []
      const peer: Peer = {
        send: (message) => socket.send(message, onSent),
        sendPieces(pieces) {
          const last = pieces.length - 1
          pieces.forEach((piece, index) => {
            if (index < last) socket.send(piece, { fin: false })
            else socket.send(piece, onSent)
          })
        },
        close: (code, sentence) => socket.close(code, sentence),
        queuedBytes: () => socket.bufferedAmount,
        drained: () => new Promise((resolve) => waitingForRoom.push(resolve)),
      }
      const connection = rooms.connect(peer, caller)
      const entry: Served = { socket, connection, openedAtMs: uptimeMs(), heardAtMs: uptimeMs() }
      served.add(entry)

      function onSent(): void {
        if (socket.bufferedAmount <= limits.catchUpQueueBytes) wake()
      }

      function wake(): void {
        const woken = waitingForRoom
        waitingForRoom = []
        woken.forEach((resolve) => resolve())
      }

      socket.on('message', (data: Buffer, isBinary: boolean) => {
        entry.heardAtMs = uptimeMs()
        if (!isBinary) return connection.close('malformed', 'The relay takes binary messages only.')
        const message = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        const working = connection.receive(message)
        if (working === undefined) return
        socket.pause()
        void working.then(() => socket.resume())
      })
      // The close that follows every error is what counts.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        served.delete(entry)
        connection.closed()
        wake()
      })
    },

    sweep() {
      const nowMs = uptimeMs()
      for (const { connection, openedAtMs, heardAtMs } of served) {
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
