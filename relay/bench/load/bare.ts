import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Dialect } from './peer.ts'

/** Updates as they are, each as long as all others, so that the joined ones can be counted. */
export const bare: Dialect = {
  echoes: false,

  connect({ port, room, bytes, onUpdates }) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${room}`, { perMessageDeflate: false })
    const update = randomBytes(bytes)
    socket.on('message', (data: Buffer) => onUpdates(data.length / bytes))
    return new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () =>
        resolve({ write: () => socket.send(update), close: () => socket.terminate() }),
      )
    })
  },
}
