import {
  attestationSigningBytes,
  bytesEqual,
  concatBytes,
  decodeSnapshot,
  encodeSnapshot,
  isMalformed,
  mayWrite,
  roomIdToBytes,
  SHORTEST_SNAPSHOT,
  SNAPSHOT_KINDS,
  snapshotAdditionalData,
  snapshotIdOf,
  snapshotSigningBytes,
  type Grant,
  type RoomId,
  type SnapshotId,
  type SnapshotInfo,
} from '#relay/wire'
import type { Keyring } from '../keys/keyring.ts'
import type { RandomBytes } from '../keys/session-keys.ts'
import { streamOfDocument } from '../names.ts'
import { COMMITMENT_BYTES, deriveCommittedKey, isCommittedTo } from '../sealing/committed-key.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { decodeStates, encodeStates, type DocumentState } from './snapshot-payload.ts'

/** A snapshot that can be offered. */
export interface MadeSnapshot {
  readonly id: SnapshotId
  readonly bytes: Uint8Array
}

/** Seals and signs what the documents of a stream came to, and opens what others sealed. */
export interface SnapshotSealer {
  seal(
    stream: number,
    covers: SnapshotInfo['covers'],
    states: readonly DocumentState[],
    longest: number,
  ): Promise<MadeSnapshot>
  /** The documents of a snapshot; undefined when it is not what its info says, or not from one who may write there. */
  open(
    info: SnapshotInfo,
    stream: number,
    bytes: Uint8Array,
  ): Promise<readonly DocumentState[] | undefined>
  attest(id: SnapshotId): Promise<Uint8Array>
  /** Whether another device than the author, which may write the stream, vouches for a snapshot. A player's own does not. */
  isAttested(info: SnapshotInfo, stream: number): Promise<boolean>
}

const KEY_INFO = new TextEncoder().encode('dungeon-lab snapshot key 1')
const TAG_BYTES = 16

/** A sealer for the device with this secret seed. */
export function createSnapshotSealer(options: {
  readonly room: RoomId
  readonly deviceSeed: Uint8Array
  readonly device: Uint8Array
  readonly keyring: Keyring
  readonly crypto: CryptoSuite
  readonly random: RandomBytes
  readonly grantOf: (device: Uint8Array) => Grant | undefined
}): SnapshotSealer {
  const { room, deviceSeed, device, keyring, crypto, random, grantOf } = options

  /** A key per author. Nonces are drawn. */
  function authorKey(readKey: Uint8Array, author: Uint8Array) {
    const salt = concatBytes(roomIdToBytes(room), author)
    return deriveCommittedKey(crypto, readKey, salt, KEY_INFO)
  }

  return {
    async seal(stream, covers, states, longest) {
      const [readKey] = keyring.keysOf(stream)
      if (readKey === undefined) throw new Error(`There is no key for the stream ${stream}.`)
      const nonce = random(24)
      const header = {
        kind: SNAPSHOT_KINDS.state,
        stream,
        author: device,
        covers,
        keyEpoch: 0,
        nonce,
      }
      const { key, commitment } = authorKey(readKey, device)
      const overhead = SHORTEST_SNAPSHOT + COMMITMENT_BYTES + TAG_BYTES
      const plaintext = encodeStates(states, longest - overhead)
      const sealed = crypto.seal(key, nonce, snapshotAdditionalData(room, header), plaintext)
      const unsigned = { ...header, ciphertext: concatBytes(commitment, sealed) }
      const signature = await crypto.sign(snapshotSigningBytes(room, unsigned), deviceSeed)
      const bytes = encodeSnapshot({ ...unsigned, signature })
      return { id: snapshotIdOf(bytes, crypto.sha256), bytes }
    },
    async open(info, stream, bytes) {
      if (snapshotIdOf(bytes, crypto.sha256) !== info.id) return undefined
      const snapshot = decodeSnapshot(bytes)
      if (isMalformed(snapshot) || snapshot.stream !== stream) return undefined
      const { author, covers } = snapshot
      if (covers.seq !== info.covers.seq || !bytesEqual(covers.hash, info.covers.hash))
        return undefined
      const grant = grantOf(author)
      if (grant === undefined || !mayWrite(grant, stream)) return undefined
      const signed = snapshotSigningBytes(room, snapshot)
      if (!(await crypto.verify(snapshot.signature, signed, author))) return undefined
      const additional = snapshotAdditionalData(room, snapshot)
      for (const readKey of keyring.keysOf(stream)) {
        const committed = authorKey(readKey, author)
        if (!isCommittedTo(snapshot.ciphertext, committed)) continue
        const sealed = snapshot.ciphertext.subarray(COMMITMENT_BYTES)
        const plaintext = crypto.open(committed.key, snapshot.nonce, additional, sealed)
        const states = plaintext === undefined ? undefined : decodeStates(plaintext)
        const isOfStream = states?.every(({ document }) => streamOfDocument(document) === stream)
        if (isOfStream === true) return states
      }
      return undefined
    },
    async isAttested({ id, author, attestations }, stream) {
      const signed = attestationSigningBytes(room, id)
      for (const { device: witness, signature } of attestations) {
        const grant = grantOf(witness)
        const mayVouch =
          grant !== undefined &&
          mayWrite(grant, stream) &&
          !bytesEqual(witness, author) &&
          (grant.role === 'gm' || grant.member !== grantOf(author)?.member)
        if (mayVouch && (await crypto.verify(signature, signed, witness))) return true
      }
      return false
    },
    attest: async (id) => crypto.sign(attestationSigningBytes(room, id), deviceSeed),
  }
}
