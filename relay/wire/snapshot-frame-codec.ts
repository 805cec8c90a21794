import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readByte, readBytes, readCount, readSizedBytes, readU32, writeFixed } from './bytes.ts'
import {
  SNAPSHOT_ID_BYTES,
  snapshotIdFromBytes,
  snapshotIdToBytes,
  type SnapshotId,
} from './ids.ts'
import { readFlag, readList, writeList } from './lists.ts'
import { SIGNATURE_BYTES } from './record.ts'
import { SNAPSHOT_HEADER_BYTES } from './snapshot.ts'
import { SNAP_OUTCOMES } from './snapshot-frames.ts'
import type {
  Attest,
  Attestation,
  Fetch,
  List,
  Part,
  Shelf,
  ShelfSnapshots,
  Snap,
  SnapOutcome,
  Snapped,
  SnapshotFrame,
  SnapshotInfo,
} from './snapshot-frames.ts'

const NO_ID = snapshotIdFromBytes(new Uint8Array(SNAPSHOT_ID_BYTES))
const SHORTEST_INFO = 32 + 32 + 1 + 32 + 1 + 1 + 1

/** Writes everything behind the type of a frame about snapshots. */
export function writeSnapshotFrame(encoder: encoding.Encoder, frame: SnapshotFrame): void {
  switch (frame.type) {
    case 'snap':
      writeId(encoder, frame.id)
      writeId(encoder, frame.expected ?? NO_ID)
      encoding.writeVarUint(encoder, frame.bytes)
      return writeFixed(encoder, frame.header, SNAPSHOT_HEADER_BYTES)
    case 'part':
      writeId(encoder, frame.id)
      encoding.writeVarUint(encoder, frame.offset)
      return encoding.writeVarUint8Array(encoder, frame.bytes)
    case 'snapped':
      writeId(encoder, frame.id)
      return encoding.writeUint8(encoder, SNAP_OUTCOMES.indexOf(frame.outcome))
    case 'attest':
      writeId(encoder, frame.id)
      return writeFixed(encoder, frame.signature, SIGNATURE_BYTES)
    case 'list':
      return writeList(encoder, frame.streams, (stream) =>
        encoding.writeUint32BigEndian(encoder, stream),
      )
    case 'shelf':
      encoding.writeUint8(encoder, frame.more ? 1 : 0)
      return writeList(encoder, frame.snapshots, ({ stream, kept }) => {
        encoding.writeUint32BigEndian(encoder, stream)
        writeList(encoder, kept, (info) => writeSnapshotInfo(encoder, info))
      })
    case 'fetch':
      return writeList(encoder, frame.ids, (id) => writeId(encoder, id))
  }
}

/** Writes what is known of a snapshot. */
export function writeSnapshotInfo(encoder: encoding.Encoder, info: SnapshotInfo): void {
  writeId(encoder, info.id)
  writeFixed(encoder, info.author, 32)
  encoding.writeVarUint(encoder, info.covers.seq)
  writeFixed(encoder, info.covers.hash, 32)
  encoding.writeVarUint(encoder, info.bytes)
  encoding.writeVarUint(encoder, info.takenAtMs)
  writeList(encoder, info.attestations, ({ device, signature }) => {
    writeFixed(encoder, device, 32)
    writeFixed(encoder, signature, SIGNATURE_BYTES)
  })
}

/** Reads what `writeSnapshotInfo` wrote; throws a RangeError when it is not that. */
export function readSnapshotInfo(decoder: decoding.Decoder): SnapshotInfo {
  return {
    id: readId(decoder),
    author: readBytes(decoder, 32),
    covers: { seq: readCount(decoder), hash: readBytes(decoder, 32) },
    bytes: readCount(decoder),
    takenAtMs: readCount(decoder),
    attestations: readList(decoder, 32 + SIGNATURE_BYTES, readAttestation),
  }
}

/** Reads each kind of frame about snapshots; they throw a RangeError when the bytes are not that. */
export const SNAPSHOT_FRAME_READERS = {
  snap(decoder: decoding.Decoder): Snap {
    const id = readId(decoder)
    const expected = readId(decoder)
    return {
      type: 'snap',
      id,
      expected: expected === NO_ID ? undefined : expected,
      bytes: readCount(decoder),
      header: readBytes(decoder, SNAPSHOT_HEADER_BYTES),
    }
  },

  part: (decoder: decoding.Decoder): Part => ({
    type: 'part',
    id: readId(decoder),
    offset: readCount(decoder),
    bytes: readSizedBytes(decoder),
  }),

  snapped: (decoder: decoding.Decoder): Snapped => ({
    type: 'snapped',
    id: readId(decoder),
    outcome: readOutcome(decoder),
  }),

  attest: (decoder: decoding.Decoder): Attest => ({
    type: 'attest',
    id: readId(decoder),
    signature: readBytes(decoder, SIGNATURE_BYTES),
  }),

  list: (decoder: decoding.Decoder): List => ({
    type: 'list',
    streams: readList(decoder, 4, readU32),
  }),

  shelf: (decoder: decoding.Decoder): Shelf => ({
    type: 'shelf',
    more: readFlag(decoder),
    snapshots: readList(decoder, 5, readShelfSnapshots),
  }),

  fetch: (decoder: decoding.Decoder): Fetch => ({
    type: 'fetch',
    ids: readList(decoder, SNAPSHOT_ID_BYTES, readId),
  }),
}

function readShelfSnapshots(decoder: decoding.Decoder): ShelfSnapshots {
  return { stream: readU32(decoder), kept: readList(decoder, SHORTEST_INFO, readSnapshotInfo) }
}

function readAttestation(decoder: decoding.Decoder): Attestation {
  return { device: readBytes(decoder, 32), signature: readBytes(decoder, SIGNATURE_BYTES) }
}

function readOutcome(decoder: decoding.Decoder): SnapOutcome {
  const outcome = SNAP_OUTCOMES[readByte(decoder)]
  if (outcome === undefined) throw new RangeError('A frame carries a number with no meaning.')
  return outcome
}

function readId(decoder: decoding.Decoder): SnapshotId {
  return snapshotIdFromBytes(readBytes(decoder, SNAPSHOT_ID_BYTES))
}

function writeId(encoder: encoding.Encoder, id: SnapshotId): void {
  writeFixed(encoder, snapshotIdToBytes(id), SNAPSHOT_ID_BYTES)
}
