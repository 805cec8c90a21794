import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'

const PATH = '/ws'
const ANSWER = 'This is a WebSocket at /ws, and plain HTTP/1.1 everywhere else.'

/**
 * Takes WebSocket connections at /ws and gives them to `serve`; answers who waits to be upgraded to anything else
 * and closes the socket, which Node leaves open for ever.
 */
export function takeUpgrades(
  server: Server,
  options: { readonly messageBytes: number; readonly serve: (socket: WebSocket) => void },
): WebSocketServer {
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.messageBytes,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request, socket, head) => {
    const [path] = (request.url ?? '').split('?')
    if (path === PATH && request.headers.upgrade?.toLowerCase() === 'websocket') {
      webSockets.handleUpgrade(request, socket, head, options.serve)
    } else {
      refuse(socket)
    }
  })
  return webSockets
}

function refuse(socket: Duplex): void {
  socket.on('error', () => undefined)
  const head = `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: ${ANSWER.length}`
  socket.end(`${head}\r\nContent-Type: text/plain\r\n\r\n${ANSWER}`, () => socket.destroy())
}
