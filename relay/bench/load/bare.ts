import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { createBatch } from './batch.ts'
import type { Dialect, LoadPeer, LoadPeerOptions } from './peer.ts'

/** Updates as they are, each as long as all others, so that the joined ones can be counted. */
export const bare: Dialect = { echoes: false, connect: (options) => connect(options, 1) }

/** The same, with what a writer writes at once in one message. */
export const bareBatched: Dialect = {
  echoes: false,
  connect: (options) => connect(options, Infinity),
}

function connect(
  { port, room, bytes, onUpdates }: LoadPeerOptions,
  mostInMessage: number,
): Promise<LoadPeer> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${room}`, { perMessageDeflate: false })
  const update = randomBytes(bytes)
  const batch = createBatch<Uint8Array>(mostInMessage, (updates) =>
    socket.send(updates.length === 1 ? update : Buffer.concat(updates)),
  )
  socket.on('message', (data: Buffer) => onUpdates(data.length / bytes))
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () =>
      resolve({
        write: () => batch.add(update),
        flush: batch.send,
        close: () => socket.terminate(),
      }),
    )
  })
}
