import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Dialect, LoadPeer, LoadPeerOptions } from './peer.ts'

const SYNC = 0
const AUTHENTICATION = 2
const UPDATE = 2

/** y-websocket's protocol: one update in each message. */
export const yWebsocket: Dialect = {
  echoes: true,

  connect(options) {
    const socket = open(options)
    const write = createWriter(options.bytes, (update) => socket.send(syncMessage(update)))
    return new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () => resolve(peerOf(socket, write)))
      socket.on('message', (data: Buffer) => {
        if (data[0] === SYNC && data[1] === UPDATE) options.onUpdates(1)
      })
    })
  },
}

/** Hocuspocus' protocol: the same behind the name of the document, and several updates may come as one. */
export const hocuspocus: Dialect = {
  echoes: true,

  connect(options) {
    const socket = open(options)
    const write = createWriter(options.bytes, (update) =>
      socket.send(syncMessage(update, options.room)),
    )
    const countUpdates = createCounter()
    return new Promise<LoadPeer>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () => socket.send(authentication(options.room)))
      socket.on('message', (data: Buffer) => {
        const decoder = decoding.createDecoder(new Uint8Array(data))
        decoding.readVarString(decoder)
        const type = decoding.readVarUint(decoder)
        if (type === AUTHENTICATION) resolve(peerOf(socket, write))
        if (type !== SYNC || decoding.readVarUint(decoder) !== UPDATE) return
        options.onUpdates(countUpdates(decoding.readVarUint8Array(decoder)))
      })
    })
  },
}

/** Their clients send every update at once, in a message of its own. */
function peerOf(socket: WebSocket, write: () => void): LoadPeer {
  return { write, flush: () => undefined, close: () => socket.terminate() }
}

function open({ port, room }: LoadPeerOptions): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/${room}`, { perMessageDeflate: false })
}

function syncMessage(update: Uint8Array, room?: string): Uint8Array {
  const encoder = encoding.createEncoder()
  if (room !== undefined) encoding.writeVarString(encoder, room)
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, UPDATE)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

function authentication(room: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, room)
  encoding.writeVarUint(encoder, AUTHENTICATION)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, '')
  return encoding.toUint8Array(encoder)
}

/** Each update is one more item of an array, which is what costs the servers least. */
function createWriter(bytes: number, send: (update: Uint8Array) => void): () => void {
  const doc = new Y.Doc()
  const array = doc.getArray<Uint8Array>('updates')
  const content = new Uint8Array(randomBytes(bytes))
  doc.on('update', send)
  return () => array.push([content])
}

/** Counts items by what is new of each author's clock. */
function createCounter(): (update: Uint8Array) => number {
  const clocks = new Map<number, number>()
  return (update) => {
    let items = 0
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      items += clock - (clocks.get(client) ?? 0)
      clocks.set(client, clock)
    }
    return items
  }
}
