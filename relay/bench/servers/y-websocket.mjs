// Yjs' own server as it comes, without persistence.
import { WebSocketServer } from 'ws'
import { setupWSConnection } from '@y/websocket-server/utils'
import { serveParent } from './process.mjs'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', setupWSConnection)
server.on('listening', () => serveParent(server.address().port))
