import { WebSocket } from 'ws'
import { createRecordMint, deviceOf } from '../records.ts'
import { FRAME_CODES } from '../../wire/frame.ts'
import { decodeMessage, encodeMessage, firstHash, isMalformed } from '../../wire/index.ts'
import { PROTOCOL_VERSION, proofSigningBytes, signEd25519 } from '../../wire/index.ts'
import type { Frame, LogEpoch } from '../../wire/index.ts'
import { createBatch } from './batch.ts'
import type { Dialect, LoadPeer, LoadPeerOptions } from './peer.ts'

/** A peer of our relay, and its socket, for those who behave badly. */
export interface RelayPeer extends LoadPeer {
  readonly socket: WebSocket
}

const MOST_IN_APPEND = 256

/** Our protocol as our client speaks it: what it has to send goes in one APPEND. Connected when all of the log came. */
export const relay: Dialect = {
  echoes: true,
  connect: (options) => enterRelay(options, MOST_IN_APPEND),
}

/** The same, with an APPEND for each record. */
export const relayOneByOne: Dialect = { echoes: true, connect: (options) => enterRelay(options, 1) }

/** Comes into a room, and sends at most so many records in one APPEND. */
export function enterRelay(
  { port, room, member, bytes, onUpdates }: LoadPeerOptions,
  mostInAppend: number,
): Promise<RelayPeer> {
  const device = deviceOf(room, member)
  const mint = createRecordMint(device, member + 1, bytes)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false })
  const batch = createBatch<Uint8Array>(mostInAppend, (records) =>
    socket.send(encodeMessage({ type: 'append', records })),
  )
  const peer: RelayPeer = {
    socket,
    write: () => batch.add(mint()),
    flush: batch.send,
    close: () => socket.terminate(),
  }

  function take(frame: Frame): void {
    if (frame.type === 'challenge') greet(frame.challenge)
    if (frame.type === 'welcome') sync(frame.epoch)
    if (frame.type === 'nack') throw new Error(`A record was refused: ${frame.items[0]?.reason}`)
  }

  function greet(challenge: Uint8Array): void {
    const proof = proofSigningBytes(device.room, challenge)
    const signature = signEd25519(proof, device.keys.secretKey)
    const { room: id, chain } = device
    const hello = { version: PROTOCOL_VERSION, room: id, create: true, chain }
    socket.send(encodeMessage({ type: 'hello', ...hello }, { type: 'prove', signature }))
  }

  function sync(epoch: LogEpoch): void {
    const hash = firstHash(device.room, epoch)
    socket.send(encodeMessage({ type: 'sync', epoch, seq: 0, hash }))
  }

  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', (code, reason) => reject(new Error(`${code} ${reason.toString()}`)))
    socket.on('message', (data: Buffer) => {
      const { records, isLive, others } = count(data)
      if (records > 0) onUpdates(records)
      if (others) decode(data).forEach(take)
      if (isLive) resolve(peer)
    })
  })
}

function decode(message: Uint8Array): readonly Frame[] {
  const frames = decodeMessage(message)
  if (isMalformed(frames)) throw new Error(`The relay sent nonsense: ${frames.reason}`)
  return frames
}

/** Reads only the frames' codes and how many records there are, so that the load costs little. */
function count(message: Uint8Array): { records: number; isLive: boolean; others: boolean } {
  let [offset, records, isLive, others] = [0, 0, false, false]

  function readCount(): number {
    let [value, factor] = [0, 1]
    for (;;) {
      const byte = message[offset] ?? 0
      offset += 1
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 0x80
    }
  }

  while (offset < message.length) {
    const length = readCount()
    const end = offset + length
    const code = message[offset]
    offset += 1
    if (code === FRAME_CODES.records) {
      readCount()
      offset += 1
      records += readCount()
    } else if (code === FRAME_CODES.live) isLive = true
    else if (code !== FRAME_CODES.ack) others = true
    offset = end
  }
  return { records, isLive, others }
}
