import { once } from 'node:events'
import { WebSocket } from 'ws'
import {
  connectionId,
  decodeMessage,
  encodeMessage,
  isMalformed,
  streamOf,
} from '../../wire/index.ts'
import { enterRelay, type RelayPeer } from './relay.ts'

/** Who floods our relay, with how much. */
export interface Flood {
  readonly port: number
  readonly name: FloodName
  /** Readers, sockets, rooms or messages. */
  readonly amount: number
}

export type FloodName = keyof typeof FLOODS

const FLOODS = { slowReaders, connects, rooms, ephemerals }
const AT_ONCE = 50
const RECORD_BYTES = 64 * 1024
/** Three times what may be queued for one connection. */
const RECORDS_FOR_SLOW = 768
const EPHEMERAL_BYTES = 4 * 1024
const SENDING_BYTES = 1024 * 1024

/** Floods, and resolves when the relay has dealt with all of it, with everybody still there. */
export async function flood({ port, name, amount }: Flood): Promise<() => void> {
  const sockets = await FLOODS[name](port, amount)
  return () => sockets.forEach((socket) => socket.terminate())
}

/** Members that come in and read no more, while another writes. */
async function slowReaders(port: number, amount: number): Promise<readonly WebSocket[]> {
  const readers = await times(amount, (member) => enter(port, 'slow', member + 1))
  for (const { socket } of readers) socket.pause()
  let read = 0
  const writer = await enter(port, 'slow', 0, () => (read += 1))
  for (let written = 1; written <= RECORDS_FOR_SLOW; written += 1) {
    writer.write()
    writer.flush()
    while (read < written) await once(writer.socket, 'message')
  }
  return [writer, ...readers].map(({ socket }) => socket)
}

/** Sockets that say nothing, until the relay has closed each. */
async function connects(port: number, amount: number): Promise<readonly WebSocket[]> {
  const closings: Promise<unknown>[] = []
  const sockets = await times(amount, async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false })
    closings.push(once(socket, 'close'))
    await once(socket, 'open')
    return socket
  })
  await Promise.all(closings)
  return sockets
}

/** Rooms that are begun and left. */
async function rooms(port: number, amount: number): Promise<readonly WebSocket[]> {
  return times(amount, async (room) => {
    const { socket } = await enter(port, `flood ${room}`, 0)
    socket.removeAllListeners('close').close()
    await once(socket, 'close')
    return socket
  })
}

/** One who sends what is not kept as fast as the line takes it, to a table that reads. */
async function ephemerals(port: number, amount: number): Promise<readonly WebSocket[]> {
  const members = await times(4, (member) => enter(port, 'table', member))
  const sockets = members.map(({ socket }) => socket)
  const [socket] = sockets
  if (socket === undefined) return []
  const payload = new Uint8Array(EPHEMERAL_BYTES)
  const stream = streamOf('table')
  const message = encodeMessage({ type: 'ephemeral', connection: connectionId(0), stream, payload })
  for (let sent = 0; sent < amount; sent += 1) {
    socket.send(message)
    while (socket.bufferedAmount > SENDING_BYTES) await new Promise(setImmediate)
  }
  socket.send(encodeMessage({ type: 'ping' }))
  for (;;) {
    const [data] = (await once(socket, 'message')) as [Buffer]
    const frames = decodeMessage(data)
    if (!isMalformed(frames) && frames.some(({ type }) => type === 'pong')) return sockets
  }
}

function enter(
  port: number,
  room: string,
  member: number,
  onUpdates = () => {},
): Promise<RelayPeer> {
  return enterRelay({ port, room, member, bytes: RECORD_BYTES, onUpdates }, 1)
}

/** So many, a few at once. */
async function times<Item>(
  amount: number,
  make: (index: number) => Promise<Item>,
): Promise<readonly Item[]> {
  const made: Item[] = []
  for (let first = 0; first < amount; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, amount - first)
    made.push(
      ...(await Promise.all(Array.from({ length: count }, (_, more) => make(first + more)))),
    )
  }
  return made
}
