import { nativeSha256 } from '../native-cryptography.ts'
import {
  NOTHING_SEEN,
  certificateSigningBytes,
  classesOfRole,
  firstMemberNumber,
  RECORD_KINDS,
  encodeRecord,
  recordSigningBytes,
  roomIdOf,
  SNAPSHOT_KINDS,
  snapshotSigningBytes,
  streamOf,
  tabIdFromBytes,
} from '../wire/index.ts'
import type {
  Certificate,
  Chain,
  InviteCertificate,
  Role,
  RoomId,
  SealedRecord,
  SealedSnapshot,
  TabId,
  UnsignedCertificate,
} from '../wire/index.ts'
import { publicKeyNatively, signNatively } from './native-signing.ts'

/** A key pair that is the same in every run. */
export interface KeyPair {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** A device with a chain, able to write records. */
export interface Device {
  readonly room: RoomId
  readonly keys: KeyPair
  readonly member: number
  readonly chain: Chain
}

/** The owner of a room and the two kinds of paper it hands out. */
export interface Owner {
  readonly room: RoomId
  readonly keys: KeyPair
  /** A device certified by the owner itself. */
  device(name: string, role?: Role): Device
  /** An invite, and devices that come by it. */
  invite(name: string, terms?: Partial<InviteCertificate>): Invite
}

export interface Invite {
  readonly keys: KeyPair
  readonly certificate: Certificate
  device(name: string, changes?: { role?: Role; classes?: number; member?: number }): Device
}

/** Keys made from a name. */
export function keysOf(name: string): KeyPair {
  const secretKey = nativeSha256(new TextEncoder().encode(name))
  return { secretKey, publicKey: publicKeyNatively(secretKey) }
}

/** A room's owner; another name founds another room. */
export function createOwner(name = 'owner'): Owner {
  const keys = keysOf(name)
  const room = roomIdOf(keys.publicKey)

  return {
    room,
    keys,

    device(deviceName, role = 'gm') {
      const device = keysOf(deviceName)
      const member = firstMemberNumber(device.publicKey)
      const certificate = certify(
        room,
        {
          kind: 'device',
          issuer: keys.publicKey,
          subject: device.publicKey,
          role,
          classes: classesOfRole(role),
          member,
        },
        keys.secretKey,
      )
      return { room, keys: device, member, chain: [certificate] }
    },

    invite(inviteName, terms = {}) {
      const invite = keysOf(inviteName)
      const role = terms.role ?? 'player'
      const certificate = certify(
        room,
        {
          kind: 'invite',
          issuer: keys.publicKey,
          subject: invite.publicKey,
          role,
          classes: classesOfRole(role),
          member: 'any',
          expiresAtMs: 0,
          uses: 0,
          ...terms,
        },
        keys.secretKey,
      )
      return createInvite(room, invite, certificate, role)
    },
  }
}

/** A tab id made from a number. */
export function tabOf(number: number): TabId {
  return tabIdFromBytes(Uint8Array.from([0, 0, 0, 0, 0, 0, number >>> 8, number & 0xff]))
}

/** A record of a device, sealed by nobody: the relay cannot tell. */
export function recordOf(
  device: Device,
  ctr: number,
  changes: Partial<SealedRecord> = {},
): SealedRecord {
  const unsigned = {
    kind: RECORD_KINDS.update,
    stream: streamOf('table'),
    author: device.keys.publicKey,
    tab: tabOf(1),
    ctr,
    keyEpoch: 1,
    seen: NOTHING_SEEN,
    nonce: new Uint8Array(24).fill(ctr),
    ciphertext: new TextEncoder().encode(`sealed ${ctr}`),
    ...changes,
  }
  const signed = recordSigningBytes(device.room, unsigned)
  return { ...unsigned, signature: signNatively(signed, device.keys.secretKey) }
}

/** The bytes of `recordOf`. */
export function recordBytesOf(
  device: Device,
  ctr: number,
  changes: Partial<SealedRecord> = {},
): Uint8Array {
  return encodeRecord(recordOf(device, ctr, changes))
}

/** A snapshot by a device, sealed by nobody. */
export function snapshotOf(
  device: Device,
  covers: SealedSnapshot['covers'],
  changes: Partial<SealedSnapshot> = {},
): SealedSnapshot {
  const unsigned = {
    kind: SNAPSHOT_KINDS.state,
    stream: streamOf('table'),
    author: device.keys.publicKey,
    covers,
    keyEpoch: 1,
    nonce: new Uint8Array(24).fill(covers.seq),
    ciphertext: new TextEncoder().encode(`sealed up to ${covers.seq}`),
    ...changes,
  }
  const signed = snapshotSigningBytes(device.room, unsigned)
  return { ...unsigned, signature: signNatively(signed, device.keys.secretKey) }
}

function createInvite(
  room: RoomId,
  keys: KeyPair,
  certificate: Certificate,
  inviteRole: Role,
): Invite {
  return {
    keys,
    certificate,
    device(name, changes = {}) {
      const device = keysOf(name)
      const role = changes.role ?? inviteRole
      const member = changes.member ?? firstMemberNumber(device.publicKey)
      const own = certify(
        room,
        {
          kind: 'device',
          issuer: keys.publicKey,
          subject: device.publicKey,
          role,
          classes: changes.classes ?? classesOfRole(role),
          member,
        },
        keys.secretKey,
      )
      return { room, keys: device, member, chain: [certificate, own] }
    },
  }
}

function certify(
  room: RoomId,
  unsigned: UnsignedCertificate,
  issuerSecretKey: Uint8Array,
): Certificate {
  const signature = signNatively(certificateSigningBytes(room, unsigned), issuerSecretKey)
  return { ...unsigned, signature }
}
