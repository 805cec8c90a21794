import {
  attestationSigningBytes,
  certificateSigningBytes,
  classesOfRole,
  encodeCertificate,
  encodeMessage,
  encodeRecord,
  encodeSnapshot,
  epochFromBytes,
  firstHash,
  firstMemberNumber,
  keyToText,
  nextHash,
  proofSigningBytes,
  recordAdditionalData,
  recordSigningBytes,
  SEEN_HASH_BYTES,
  signEd25519,
  SNAPSHOT_HEADER_BYTES,
  snapshotAdditionalData,
  snapshotIdOf,
  snapshotSigningBytes,
  connectionId,
  type Frame,
} from '../wire/index.ts'
import { createOwner, keysOf, recordOf, snapshotOf, tabOf, type KeyPair } from './people.ts'

/** The examples of PROTOCOL.md, byte strings as hex. Secret seeds are SHA-256 of the names given. */
export function computeVectors() {
  const owner = createOwner('owner')
  const { room } = owner
  const invite = owner.invite('invite', { expiresAtMs: 1_800_000_000_000, uses: 4 })
  const gm = owner.device('gm')
  const alice = invite.device('alice')
  const epochBytes = Uint8Array.from({ length: 16 }, (_, index) => index)
  const epoch = epochFromBytes(epochBytes)
  const start = firstHash(room, epoch)
  const record = recordOf(alice, 1, {
    seen: { seq: 0, epoch: epochBytes, hash: start.subarray(0, SEEN_HASH_BYTES) },
    ciphertext: new TextEncoder().encode('sealed'),
  })
  const recordBytes = encodeRecord(record)
  const after = nextHash(start, recordBytes)
  const challenge = new Uint8Array(32).fill(5)
  const proof = proofSigningBytes(room, challenge)
  const signature = signEd25519(proof, alice.keys.secretKey)
  const connection = connectionId(300)
  const device = alice.keys.publicKey
  const limits = {
    recordBytes: 262_144,
    messageBytes: 1_048_576,
    ephemeralBytes: 4096,
    roomBytes: 67_108_864,
    recordsPerSecond: 200,
    recordBurst: 2000,
    ephemeralsPerSecond: 60,
    ephemeralBurst: 120,
    silentMs: 60_000,
    snapshotBytes: 8_388_608,
    partBytes: 262_144,
    roomSnapshotBytes: 67_108_864,
    keptRecords: 200,
    keptMs: 604_800_000,
    unattestedMs: 2_592_000_000,
    roomRecordsPerSecond: 1000,
    roomRecordBurst: 10000,
    roomEphemeralsPerSecond: 2000,
    roomEphemeralBurst: 4000,
    requestsPerSecond: 10,
    requestBurst: 50,
    connectionsPerRoom: 128,
    devicesPerRoom: 256,
    snapshotsPerMinute: 30,
    snapshotBurst: 60,
  }
  const snapshot = snapshotOf(alice, { seq: 1, hash: after })
  const snapshotBytes = encodeSnapshot(snapshot)
  const id = snapshotIdOf(snapshotBytes)
  const header = snapshotBytes.subarray(0, SNAPSHOT_HEADER_BYTES)
  const attestation = signEd25519(attestationSigningBytes(room, id), gm.keys.secretKey)
  const info = {
    id,
    author: device,
    covers: snapshot.covers,
    bytes: snapshotBytes.length,
    takenAtMs: 1_800_000_000_789,
    attestations: [{ device: gm.keys.publicKey, signature: attestation }],
  }
  const frames: readonly Frame[] = [
    { type: 'challenge', challenge },
    { type: 'hello', version: 2, room, create: true, chain: alice.chain },
    { type: 'prove', signature },
    {
      type: 'welcome',
      epoch,
      head: 1,
      headHash: after,
      firstKept: 1,
      baseHash: start,
      connection,
      online: [{ connection: connectionId(2), device: gm.keys.publicKey }],
      limits,
      relayTimeMs: 1_800_000_000_123,
    },
    { type: 'certificates', chains: [gm.chain, alice.chain] },
    { type: 'sync', epoch, seq: 0, hash: start },
    {
      type: 'position',
      verdict: 'matches',
      epoch,
      head: 1,
      headHash: after,
      firstKept: 1,
      baseHash: start,
    },
    { type: 'records', from: 1, more: false, records: [recordBytes] },
    { type: 'live', head: 1, hash: after },
    { type: 'append', records: [recordBytes] },
    { type: 'ack', items: [{ tab: tabOf(1), ctr: 1, seq: 1 }] },
    { type: 'nack', items: [{ tab: tabOf(1), ctr: 3, reason: 'gap', expectedCtr: 2 }] },
    {
      type: 'ephemeral',
      connection: connectionId(0),
      stream: 0x01000000,
      payload: Uint8Array.of(1, 2, 3),
    },
    { type: 'join', connection, device },
    { type: 'leave', connection },
    { type: 'ping' },
    { type: 'pong', head: 1, hash: after, relayTimeMs: 1_800_000_000_456 },
    { type: 'snap', id, expected: undefined, bytes: snapshotBytes.length, header },
    { type: 'snapped', id, outcome: 'send' },
    { type: 'part', id, offset: 0, bytes: snapshotBytes },
    { type: 'attest', id, signature: attestation },
    { type: 'list', streams: [snapshot.stream] },
    { type: 'shelf', more: false, snapshots: [{ stream: snapshot.stream, kept: [info] }] },
    { type: 'fetch', ids: [id] },
  ]

  return {
    keys: Object.fromEntries(
      ['owner', 'invite', 'gm', 'alice'].map((name) => [name, textsOf(keysOf(name))]),
    ),
    room,
    member: { alice: firstMemberNumber(device) },
    classes: {
      gm: classesOfRole('gm'),
      player: classesOfRole('player'),
      spectator: classesOfRole('spectator'),
    },
    certificates: [invite.certificate, ...alice.chain.slice(1), ...gm.chain].map((certificate) => ({
      kind: certificate.kind,
      signingBytes: hex(certificateSigningBytes(room, certificate)),
      bytes: hex(encodeCertificate(certificate)),
    })),
    proof: {
      challenge: hex(challenge),
      signingBytes: hex(proof),
      signature: hex(signature),
    },
    record: {
      ciphertext: hex(record.ciphertext),
      additionalData: hex(recordAdditionalData(room, record)),
      signingBytes: hex(recordSigningBytes(room, record)),
      bytes: hex(recordBytes),
    },
    snapshot: {
      ciphertext: hex(snapshot.ciphertext),
      additionalData: hex(snapshotAdditionalData(room, snapshot)),
      signingBytes: hex(snapshotSigningBytes(room, snapshot)),
      bytes: hex(snapshotBytes),
      id,
      attestation: {
        signingBytes: hex(attestationSigningBytes(room, id)),
        signature: hex(attestation),
      },
    },
    hashChain: { epoch, first: hex(start), afterRecord: hex(after) },
    messages: frames.map((frame) => ({ type: frame.type, bytes: hex(encodeMessage(frame)) })),
  }
}

function textsOf(keys: KeyPair): { secretKey: string; publicKey: string } {
  return { secretKey: hex(keys.secretKey), publicKey: hex(keys.publicKey) }
}

function hex(bytes: Uint8Array): string {
  return keyToText(bytes)
}
