// Bare `ws`: every update goes to all others of the room, one send each; with --batch, one message per turn and receiver.
import { WebSocketServer } from 'ws'
import { serveParent } from './process.mjs'

const isBatching = process.argv.includes('--batch')
const rooms = new Map()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })

server.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? new Set()
  rooms.set(request.url, room)
  const member = { socket, parts: [] }
  room.add(member)
  socket.on('error', () => undefined)
  socket.on('message', (update) => {
    for (const other of room) {
      if (other === member) continue
      if (isBatching) sendSoon(other, update)
      else other.socket.send(update)
    }
  })
  socket.on('close', () => {
    room.delete(member)
    if (room.size === 0) rooms.delete(request.url)
  })
})
server.on('listening', () => serveParent(server.address().port))

const due = new Set()

function sendSoon(member, update) {
  member.parts.push(update)
  if (due.size === 0) setImmediate(sendAll)
  due.add(member)
}

function sendAll() {
  for (const member of due) {
    member.socket.send(Buffer.concat(member.parts))
    member.parts = []
  }
  due.clear()
}
