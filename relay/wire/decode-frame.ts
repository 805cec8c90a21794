import * as decoding from 'lib0/decoding'
import { readByte, readBytes, readCount, readEnd, readSizedBytes, readU32 } from './bytes.ts'
import { CERTIFICATE_BYTES, readCertificate } from './certificate.ts'
import { CREATE, RENEW } from './encode-frame.ts'
import { FRAME_CODES, NACK_REASONS, PROTOCOL_VERSION, VERDICTS } from './frame.ts'
import type { Ack, Chain, Frame, Hello, NackItem, Position, Presence, Welcome } from './frame.ts'
import {
  connectionId,
  EPOCH_BYTES,
  epochFromBytes,
  ROOM_ID_BYTES,
  roomIdFromBytes,
  TAB_BYTES,
  tabIdFromBytes,
} from './ids.ts'
import type { LogEpoch, TabId } from './ids.ts'
import { LIMIT_ORDER, type Limits } from './limits.ts'
import { readFlag, readList } from './lists.ts'
import { malformed, type Malformed } from './malformed.ts'
import { CHALLENGE_BYTES } from './proof.ts'
import { RECORD_HEADER_BYTES, SIGNATURE_BYTES } from './record.ts'
import { SNAPSHOT_FRAME_READERS } from './snapshot-frame-codec.ts'

const LONGEST_CHAIN = 2
const SHORTEST_RECORD = RECORD_HEADER_BYTES + SIGNATURE_BYTES

/** Reads one frame; byte fields are views into `bytes`. Anything not exactly a frame is malformed. */
export function decodeFrame(bytes: Uint8Array): Frame | Malformed {
  try {
    const decoder = decoding.createDecoder(bytes)
    const read = READERS[readByte(decoder)]
    if (read === undefined) return malformed('A frame has an unknown type.')
    const frame = read(decoder)
    readEnd(decoder)
    return frame
  } catch (error) {
    if (error instanceof OtherVersion) return { ...malformed(error.message), isOtherVersion: true }
    return malformed(error instanceof Error ? error.message : 'A frame could not be read.')
  }
}

/** Thrown by a HELLO whose layout this version does not know. */
class OtherVersion extends Error {
  override readonly message = 'A HELLO is of another version of the protocol.'
}

type Reader = (decoder: decoding.Decoder) => Frame

const READERS: Readonly<Record<number, Reader>> = {
  [FRAME_CODES.hello]: readHello,
  [FRAME_CODES.challenge]: (decoder) => ({
    type: 'challenge',
    challenge: readBytes(decoder, CHALLENGE_BYTES),
  }),
  [FRAME_CODES.prove]: (decoder) => ({ type: 'prove', signature: readBytes(decoder, 64) }),
  [FRAME_CODES.welcome]: readWelcome,
  [FRAME_CODES.certificates]: (decoder) => ({
    type: 'certificates',
    chains: readList(decoder, 1, readChain),
  }),
  [FRAME_CODES.sync]: (decoder) => ({
    type: 'sync',
    epoch: readEpoch(decoder),
    seq: readCount(decoder),
    hash: readBytes(decoder, 32),
  }),
  [FRAME_CODES.position]: readPosition,
  [FRAME_CODES.records]: (decoder) => ({
    type: 'records',
    from: readCount(decoder),
    more: readFlag(decoder),
    records: readList(decoder, SHORTEST_RECORD, readRecord),
  }),
  [FRAME_CODES.live]: (decoder) => ({
    type: 'live',
    head: readCount(decoder),
    hash: readBytes(decoder, 32),
  }),
  [FRAME_CODES.append]: (decoder) => ({
    type: 'append',
    records: readList(decoder, SHORTEST_RECORD, readRecord),
  }),
  [FRAME_CODES.ack]: (decoder) => ({
    type: 'ack',
    items: readList(decoder, TAB_BYTES + 2, readAckItem),
  }),
  [FRAME_CODES.nack]: (decoder) => ({
    type: 'nack',
    items: readList(decoder, TAB_BYTES + 3, readNackItem),
  }),
  [FRAME_CODES.ephemeral]: (decoder) => ({
    type: 'ephemeral',
    connection: connectionId(readCount(decoder)),
    stream: readU32(decoder),
    payload: readSizedBytes(decoder),
  }),
  [FRAME_CODES.join]: (decoder) => ({ type: 'join', ...readPresence(decoder) }),
  [FRAME_CODES.leave]: (decoder) => ({
    type: 'leave',
    connection: connectionId(readCount(decoder)),
  }),
  [FRAME_CODES.ping]: () => ({ type: 'ping' }),
  [FRAME_CODES.pong]: (decoder) => ({
    type: 'pong',
    head: readCount(decoder),
    hash: readBytes(decoder, 32),
    relayTimeMs: readCount(decoder),
  }),
  [FRAME_CODES.snap]: SNAPSHOT_FRAME_READERS.snap,
  [FRAME_CODES.part]: SNAPSHOT_FRAME_READERS.part,
  [FRAME_CODES.snapped]: SNAPSHOT_FRAME_READERS.snapped,
  [FRAME_CODES.attest]: SNAPSHOT_FRAME_READERS.attest,
  [FRAME_CODES.list]: SNAPSHOT_FRAME_READERS.list,
  [FRAME_CODES.shelf]: SNAPSHOT_FRAME_READERS.shelf,
  [FRAME_CODES.fetch]: SNAPSHOT_FRAME_READERS.fetch,
}

function readHello(decoder: decoding.Decoder): Hello {
  const version = readCount(decoder)
  if (version !== PROTOCOL_VERSION) throw new OtherVersion()
  const room = roomIdFromBytes(readBytes(decoder, ROOM_ID_BYTES))
  const wishes = readByte(decoder)
  if (wishes > (CREATE | RENEW)) throw new RangeError('A HELLO has an unknown wish.')
  const renew = (wishes & RENEW) === 0 ? {} : { renew: true }
  const create = (wishes & CREATE) !== 0
  return { type: 'hello', version, room, create, ...renew, chain: readChain(decoder) }
}

function readWelcome(decoder: decoding.Decoder): Welcome {
  return {
    type: 'welcome',
    epoch: readEpoch(decoder),
    head: readCount(decoder),
    headHash: readBytes(decoder, 32),
    firstKept: readCount(decoder),
    baseHash: readBytes(decoder, 32),
    connection: connectionId(readCount(decoder)),
    online: readList(decoder, 33, readPresence),
    limits: readLimits(decoder),
    relayTimeMs: readCount(decoder),
  }
}

function readPosition(decoder: decoding.Decoder): Position {
  return {
    type: 'position',
    verdict: readOneOf(decoder, VERDICTS),
    epoch: readEpoch(decoder),
    head: readCount(decoder),
    headHash: readBytes(decoder, 32),
    firstKept: readCount(decoder),
    baseHash: readBytes(decoder, 32),
  }
}

function readRecord(decoder: decoding.Decoder): Uint8Array {
  const record = readSizedBytes(decoder)
  if (record.length < SHORTEST_RECORD) throw new RangeError('A record is too short.')
  return record
}

function readAckItem(decoder: decoding.Decoder): Ack['items'][number] {
  return { tab: readTab(decoder), ctr: readCount(decoder), seq: readCount(decoder) }
}

function readNackItem(decoder: decoding.Decoder): NackItem {
  return {
    tab: readTab(decoder),
    ctr: readCount(decoder),
    reason: readOneOf(decoder, NACK_REASONS),
    expectedCtr: readCount(decoder),
  }
}

function readPresence(decoder: decoding.Decoder): Presence {
  return { connection: connectionId(readCount(decoder)), device: readBytes(decoder, 32) }
}

/** Limits this version does not know are read over. */
function readLimits(decoder: decoding.Decoder): Limits {
  const values = readList(decoder, 1, readCount)
  if (values.length < LIMIT_ORDER.length) throw new RangeError('Limits are missing.')
  const entries = LIMIT_ORDER.map((name, index) => [name, values[index] ?? 0] as const)
  return Object.fromEntries(entries) as Record<keyof Limits, number>
}

function readChain(decoder: decoding.Decoder): Chain {
  const chain = readList(decoder, CERTIFICATE_BYTES, readCertificate)
  if (chain.length > LONGEST_CHAIN) throw new RangeError('A chain has too many certificates.')
  return chain
}

function readEpoch(decoder: decoding.Decoder): LogEpoch {
  return epochFromBytes(readBytes(decoder, EPOCH_BYTES))
}

function readTab(decoder: decoding.Decoder): TabId {
  return tabIdFromBytes(readBytes(decoder, TAB_BYTES))
}

function readOneOf<Item>(decoder: decoding.Decoder, items: readonly Item[]): Item {
  const item = items[readByte(decoder)]
  if (item === undefined) throw new RangeError('A frame carries a number with no meaning.')
  return item
}
