import {
  concatBytes,
  publicKeyOf,
  roomIdToBytes,
  SIGNATURE_BYTES,
  signEd25519,
  type Grant,
  type RoomId,
  type Verify,
} from '#relay/wire'
import { memberIdOf } from '../names.ts'
import { sealToGm } from './gm-sealing.ts'
import { keyBytes, type RandomBytes, type SessionKeys } from './session-keys.ts'

/** What the certificates of a room allow a device; undefined when it is not known. */
export type GrantOf = (device: Uint8Array) => Grant | undefined

const DOMAIN = new TextEncoder().encode('dungeon-lab private key 1\0')
const DEVICE_BYTES = 32

/** A member's private key, sealed to the GM and signed by the member's device: device key, signature, box. */
export function publishPrivateKey(
  keys: SessionKeys,
  member: string,
  random: RandomBytes,
): Uint8Array {
  const box = sealToGm(keyBytes(keys.gmSealingKey), keyBytes(keys.privateKey), random)
  const seed = keyBytes(keys.deviceSeed)
  const signature = signEd25519(signingBytes(keys.room, member, box), seed)
  return concatBytes(publicKeyOf(seed), signature, box)
}

/** Whether a known device of this member made it. */
export function isSignedBy(
  member: string,
  published: Uint8Array,
  room: RoomId,
  grantOf: GrantOf,
  verify: Verify,
): boolean {
  const device = published.subarray(0, DEVICE_BYTES)
  const signature = published.subarray(DEVICE_BYTES, DEVICE_BYTES + SIGNATURE_BYTES)
  const grant = grantOf(device)
  if (grant === undefined || memberIdOf(grant.member) !== member) return false
  return verify(signature, signingBytes(room, member, boxOf(published)), device)
}

/** The sealed key in it. */
export function boxOf(published: Uint8Array): Uint8Array {
  return published.subarray(DEVICE_BYTES + SIGNATURE_BYTES)
}

function signingBytes(room: RoomId, member: string, box: Uint8Array): Uint8Array {
  return concatBytes(DOMAIN, roomIdToBytes(room), new TextEncoder().encode(member), box)
}
