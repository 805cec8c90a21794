import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Caller } from './connection.ts'

const ANSWER = 'This is a WebSocket at /ws, and plain HTTP/1.1 everywhere else.'

/** Somebody who was let in. */
export interface Visit extends Caller {
  /** The socket is gone. */
  left(): void
}

/** Who may open a WebSocket. */
export interface Doorkeeping {
  /** A status code when not. */
  readonly letIn: (request: IncomingMessage) => number | Visit
}

/**
 * Takes WebSocket connections at `path` and gives them to `serve`; answers who waits to be upgraded to anything else,
 * or may not come in, and closes the socket, which Node leaves open for ever.
 */
export function takeUpgrades(
  server: Server,
  options: Doorkeeping & {
    readonly path: string
    readonly messageBytes: number
    readonly serve: (socket: WebSocket, visit: Visit) => void
  },
): WebSocketServer {
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.messageBytes,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request, socket, head) => {
    const [path] = (request.url ?? '').split('?')
    if (path !== options.path || request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return refuse(socket, 400)
    }
    const answer = options.letIn(request)
    if (typeof answer === 'number') return refuse(socket, answer)
    socket.on('close', () => answer.left())
    webSockets.handleUpgrade(request, socket, head, (opened) => options.serve(opened, answer))
  })
  return webSockets
}

function refuse(socket: Duplex, status: number): void {
  const text = status === 400 ? ANSWER : (STATUS_CODES[status] ?? '')
  socket.on('error', () => undefined)
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close`
  const body = `Content-Length: ${text.length}\r\nContent-Type: text/plain\r\n\r\n${text}`
  socket.end(`${head}\r\n${body}`, () => socket.destroy())
}
