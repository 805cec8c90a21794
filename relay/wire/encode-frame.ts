import * as encoding from 'lib0/encoding'
import { writeFixed } from './bytes.ts'
import { encodeCertificate } from './certificate.ts'
import { FRAME_CODES, NACK_REASONS, VERDICTS } from './frame.ts'
import type { Chain, Frame, Welcome } from './frame.ts'
import { EPOCH_BYTES, epochToBytes, ROOM_ID_BYTES, roomIdToBytes, TAB_BYTES } from './ids.ts'
import { tabIdToBytes } from './ids.ts'
import { LIMIT_ORDER } from './limits.ts'
import { writeList } from './lists.ts'
import { CHALLENGE_BYTES } from './proof.ts'
import { writeSnapshotFrame } from './snapshot-frame-codec.ts'

/** Bits of the wishes in HELLO. */
export const CREATE = 1
export const RENEW = 2

/** A frame's bytes, without the length that precedes it in a message. */
export function encodeFrame(frame: Frame): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, FRAME_CODES[frame.type])
  writeBody(encoder, frame)
  return encoding.toUint8Array(encoder)
}

function writeBody(encoder: encoding.Encoder, frame: Frame): void {
  switch (frame.type) {
    case 'hello':
      encoding.writeVarUint(encoder, frame.version)
      writeFixed(encoder, roomIdToBytes(frame.room), ROOM_ID_BYTES)
      encoding.writeUint8(encoder, (frame.create ? CREATE : 0) | (frame.renew === true ? RENEW : 0))
      return writeChain(encoder, frame.chain)
    case 'challenge':
      return writeFixed(encoder, frame.challenge, CHALLENGE_BYTES)
    case 'prove':
      return writeFixed(encoder, frame.signature, 64)
    case 'welcome':
      return writeWelcome(encoder, frame)
    case 'certificates':
      return writeList(encoder, frame.chains, (chain) => writeChain(encoder, chain))
    case 'sync':
      writeFixed(encoder, epochToBytes(frame.epoch), EPOCH_BYTES)
      return writePlace(encoder, frame.seq, frame.hash)
    case 'position':
      encoding.writeUint8(encoder, VERDICTS.indexOf(frame.verdict))
      writeFixed(encoder, epochToBytes(frame.epoch), EPOCH_BYTES)
      writePlace(encoder, frame.head, frame.headHash)
      return writePlace(encoder, frame.firstKept, frame.baseHash)
    case 'records':
      encoding.writeVarUint(encoder, frame.from)
      encoding.writeUint8(encoder, frame.more ? 1 : 0)
      return writeList(encoder, frame.records, (record) =>
        encoding.writeVarUint8Array(encoder, record),
      )
    case 'append':
      return writeList(encoder, frame.records, (record) =>
        encoding.writeVarUint8Array(encoder, record),
      )
    case 'live':
      return writePlace(encoder, frame.head, frame.hash)
    case 'ack':
      return writeList(encoder, frame.items, (item) => {
        writeFixed(encoder, tabIdToBytes(item.tab), TAB_BYTES)
        encoding.writeVarUint(encoder, item.ctr)
        encoding.writeVarUint(encoder, item.seq)
      })
    case 'nack':
      return writeList(encoder, frame.items, (item) => {
        writeFixed(encoder, tabIdToBytes(item.tab), TAB_BYTES)
        encoding.writeVarUint(encoder, item.ctr)
        encoding.writeUint8(encoder, NACK_REASONS.indexOf(item.reason))
        encoding.writeVarUint(encoder, item.expectedCtr)
      })
    case 'ephemeral':
      encoding.writeVarUint(encoder, frame.connection)
      encoding.writeUint32BigEndian(encoder, frame.stream)
      return encoding.writeVarUint8Array(encoder, frame.payload)
    case 'join':
      encoding.writeVarUint(encoder, frame.connection)
      return writeFixed(encoder, frame.device, 32)
    case 'leave':
      return encoding.writeVarUint(encoder, frame.connection)
    case 'ping':
      return
    case 'pong':
      writePlace(encoder, frame.head, frame.hash)
      return encoding.writeVarUint(encoder, frame.relayTimeMs)
    default:
      return writeSnapshotFrame(encoder, frame)
  }
}

function writeWelcome(encoder: encoding.Encoder, frame: Welcome): void {
  writeFixed(encoder, epochToBytes(frame.epoch), EPOCH_BYTES)
  writePlace(encoder, frame.head, frame.headHash)
  writePlace(encoder, frame.firstKept, frame.baseHash)
  encoding.writeVarUint(encoder, frame.connection)
  writeList(encoder, frame.online, (presence) => {
    encoding.writeVarUint(encoder, presence.connection)
    writeFixed(encoder, presence.device, 32)
  })
  writeList(encoder, LIMIT_ORDER, (name) => encoding.writeVarUint(encoder, frame.limits[name]))
  encoding.writeVarUint(encoder, frame.relayTimeMs)
}

function writeChain(encoder: encoding.Encoder, chain: Chain): void {
  writeList(encoder, chain, (certificate) =>
    encoding.writeUint8Array(encoder, encodeCertificate(certificate)),
  )
}

function writePlace(encoder: encoding.Encoder, seq: number, hash: Uint8Array): void {
  encoding.writeVarUint(encoder, seq)
  writeFixed(encoder, hash, 32)
}
