import fc from 'fast-check'
import { createOwner } from './people.ts'
import { NACK_REASONS, PROTOCOL_VERSION, VERDICTS, type Frame } from '../wire/frame.ts'
import {
  connectionId,
  epochFromBytes,
  EPOCH_BYTES,
  roomIdFromBytes,
  ROOM_ID_BYTES,
  snapshotIdFromBytes,
  TAB_BYTES,
  tabIdFromBytes,
} from '../wire/ids.ts'
import { SNAPSHOT_HEADER_BYTES } from '../wire/snapshot.ts'
import { SNAP_OUTCOMES } from '../wire/snapshot-frames.ts'

/** Any frame of the protocol with any content. */
export const anyFrame: fc.Arbitrary<Frame> = fc.oneof(...frameArbitraries())

function frameArbitraries(): fc.Arbitrary<Frame>[] {
  const owner = createOwner()
  const chain = fc.constantFrom(
    owner.device('gm').chain,
    owner.invite('link').device('alice').chain,
  )
  const hash = bytes(32)
  const seq = fc.maxSafeNat()
  const time = fc.maxSafeNat()
  const epoch = bytes(EPOCH_BYTES).map(epochFromBytes)
  const room = bytes(ROOM_ID_BYTES).map(roomIdFromBytes)
  const tab = bytes(TAB_BYTES).map(tabIdFromBytes)
  const ctr = fc.nat()
  const connection = fc.nat().map(connectionId)
  const record = fc.uint8Array({ minLength: 182, maxLength: 300 })
  const records = fc.array(record, { maxLength: 5 })
  const limits = fc.record({
    recordBytes: fc.nat(),
    messageBytes: fc.nat(),
    ephemeralBytes: fc.nat(),
    roomBytes: fc.nat(),
    recordsPerSecond: fc.nat(),
    recordBurst: fc.nat(),
    ephemeralsPerSecond: fc.nat(),
    ephemeralBurst: fc.nat(),
    silentMs: fc.nat(),
    snapshotBytes: fc.nat(),
    partBytes: fc.nat(),
    roomSnapshotBytes: fc.nat(),
    keptRecords: fc.nat(),
    keptMs: fc.nat(),
    unattestedMs: fc.nat(),
    roomRecordsPerSecond: fc.nat(),
    roomRecordBurst: fc.nat(),
    roomEphemeralsPerSecond: fc.nat(),
    roomEphemeralBurst: fc.nat(),
    requestsPerSecond: fc.nat(),
    requestBurst: fc.nat(),
    connectionsPerRoom: fc.nat(),
    devicesPerRoom: fc.nat(),
    snapshotsPerMinute: fc.nat(),
    snapshotBurst: fc.nat(),
  })
  const presence = fc.record({ connection, device: bytes(32) })
  const ack = fc.record({ tab, ctr, seq })
  const nack = fc.record({
    tab,
    ctr,
    reason: fc.constantFrom(...NACK_REASONS),
    expectedCtr: fc.nat(),
  })

  return [
    fc.record(
      {
        type: is('hello'),
        version: fc.constant(PROTOCOL_VERSION),
        room,
        create: fc.boolean(),
        renew: fc.constant(true),
        chain,
      },
      { requiredKeys: ['type', 'version', 'room', 'create', 'chain'] },
    ),
    fc.record({ type: is('challenge'), challenge: bytes(32) }),
    fc.record({ type: is('prove'), signature: bytes(64) }),
    fc.record({
      type: is('welcome'),
      epoch,
      head: seq,
      headHash: hash,
      firstKept: seq,
      baseHash: hash,
      connection,
      online: fc.array(presence, { maxLength: 3 }),
      limits,
      relayTimeMs: time,
    }),
    fc.record({ type: is('certificates'), chains: fc.array(chain, { maxLength: 3 }) }),
    fc.record({ type: is('sync'), epoch, seq, hash }),
    fc.record({
      type: is('position'),
      verdict: fc.constantFrom(...VERDICTS),
      epoch,
      head: seq,
      headHash: hash,
      firstKept: seq,
      baseHash: hash,
    }),
    fc.record({ type: is('records'), from: seq, more: fc.boolean(), records }),
    fc.record({ type: is('live'), head: seq, hash }),
    fc.record({ type: is('append'), records }),
    fc.record({ type: is('ack'), items: fc.array(ack, { maxLength: 3 }) }),
    fc.record({ type: is('nack'), items: fc.array(nack, { maxLength: 3 }) }),
    fc.record({
      type: is('ephemeral'),
      connection,
      stream: fc.nat(0xffffffff),
      payload: fc.uint8Array({ maxLength: 300 }),
    }),
    fc.record({ type: is('join'), connection, device: bytes(32) }),
    fc.record({ type: is('leave'), connection }),
    fc.record({ type: is('ping') }),
    fc.record({ type: is('pong'), head: seq, hash, relayTimeMs: time }),
    ...snapshotFrames(),
  ]
}

function snapshotFrames(): fc.Arbitrary<Frame>[] {
  // All zeros stand for no snapshot.
  const id = bytes(31).map((rest) => snapshotIdFromBytes(Uint8Array.of(1, ...rest)))
  const stream = fc.nat(0xffffffff)
  const count = fc.maxSafeNat()
  const info = fc.record({
    id,
    author: bytes(32),
    covers: fc.record({ seq: count, hash: bytes(32) }),
    bytes: count,
    takenAtMs: count,
    attestations: fc.array(fc.record({ device: bytes(32), signature: bytes(64) }), {
      maxLength: 2,
    }),
  })
  return [
    fc.record({
      type: is('snap'),
      id,
      expected: fc.option(id, { nil: undefined }),
      bytes: count,
      header: bytes(SNAPSHOT_HEADER_BYTES),
    }),
    fc.record({ type: is('part'), id, offset: count, bytes: fc.uint8Array({ maxLength: 300 }) }),
    fc.record({ type: is('snapped'), id, outcome: fc.constantFrom(...SNAP_OUTCOMES) }),
    fc.record({ type: is('attest'), id, signature: bytes(64) }),
    fc.record({ type: is('list'), streams: fc.array(stream, { maxLength: 5 }) }),
    fc.record({
      type: is('shelf'),
      more: fc.boolean(),
      snapshots: fc.array(fc.record({ stream, kept: fc.array(info, { maxLength: 3 }) }), {
        maxLength: 3,
      }),
    }),
    fc.record({ type: is('fetch'), ids: fc.array(id, { maxLength: 5 }) }),
  ]
}

function is<Type extends Frame['type']>(type: Type): fc.Arbitrary<Type> {
  return fc.constant(type)
}

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length })
}
