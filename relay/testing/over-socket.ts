import { WebSocket } from 'ws'
import { createTestClient, type TestClient } from './client.ts'

/** A test client over a real socket, and the socket itself. */
export interface SocketClient extends TestClient {
  readonly socket: WebSocket
}

/** Connects to a relay that listens on this port of this machine. */
export function connectTo(
  port: number,
  options: { path?: string; headers?: Record<string, string> } = {},
): SocketClient {
  const address = `ws://127.0.0.1:${port}${options.path ?? '/ws'}`
  const socket = new WebSocket(address, { headers: options.headers ?? {} })
  const waiting: Uint8Array[] = []
  const { client, onMessage, onClose } = createTestClient({
    send(message) {
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(message)
      else socket.send(message)
    },
    close: () => socket.close(),
  })
  socket.on('open', () => waiting.splice(0).forEach((message) => socket.send(message)))
  socket.on('message', (data: Buffer) => onMessage(new Uint8Array(data)))
  socket.on('close', (code, reason) => onClose({ code, sentence: reason.toString() }))
  socket.on('error', () => undefined)
  return Object.assign(client, { socket })
}
