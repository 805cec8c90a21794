import { encodeSnapshot, firstHash, nextHash, signEd25519 } from '../wire/index.ts'
import {
  attestationSigningBytes,
  SNAPSHOT_HEADER_BYTES,
  snapshotIdOf,
  type Attest,
  type LogEpoch,
  type SealedSnapshot,
  type SnapOutcome,
  type SnapshotId,
} from '../wire/index.ts'
import type { TestClient } from './client.ts'
import { snapshotOf, type Device } from './people.ts'

/** A snapshot with its bytes and name. */
export interface TestSnapshot {
  readonly id: SnapshotId
  readonly bytes: Uint8Array
}

/** A snapshot by a device, up to the end of these records. */
export function snapshotAfter(
  device: Device,
  epoch: LogEpoch,
  records: readonly Uint8Array[],
  changes: Partial<SealedSnapshot> = {},
): TestSnapshot {
  const start = firstHash(device.room, epoch)
  const hash = records.reduce((previous, record) => nextHash(previous, record), start)
  const bytes = encodeSnapshot(snapshotOf(device, { seq: records.length, hash }, changes))
  return { id: snapshotIdOf(bytes), bytes }
}

/** Offers a snapshot, sends it in pieces when the relay asks for it, and answers what became of it. */
export async function upload(
  client: TestClient,
  { id, bytes }: TestSnapshot,
  options: { expected?: SnapshotId; pieceBytes?: number } = {},
): Promise<SnapOutcome> {
  const header = bytes.subarray(0, SNAPSHOT_HEADER_BYTES)
  client.send({ type: 'snap', id, expected: options.expected, bytes: bytes.length, header })
  const { outcome } = await client.next('snapped')
  if (outcome !== 'send') return outcome
  const pieceBytes = options.pieceBytes ?? 1000
  for (let offset = 0; offset < bytes.length; offset += pieceBytes) {
    const piece = bytes.subarray(offset, offset + pieceBytes)
    client.send({ type: 'part', id, offset, bytes: piece })
  }
  return (await client.next('snapped')).outcome
}

/** The frame by which a device says that a snapshot is sound. */
export function attestBy(device: Device, id: SnapshotId): Attest {
  const signing = attestationSigningBytes(device.room, id)
  return { type: 'attest', id, signature: signEd25519(signing, device.keys.secretKey) }
}

/** Asks for a snapshot and puts its pieces together. */
export async function download(client: TestClient, id: SnapshotId, bytes: number): Promise<Buffer> {
  client.send({ type: 'fetch', ids: [id] })
  const parts: Uint8Array[] = []
  for (let received = 0; received < bytes;) {
    const part = await client.next('part')
    if (part.id !== id || part.offset !== received) throw new Error('A part is out of order.')
    parts.push(part.bytes)
    received += part.bytes.length
  }
  return Buffer.concat(parts)
}
