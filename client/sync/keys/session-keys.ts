import {
  decodeCertificate,
  isMalformed,
  isRoomId,
  verifyChain,
  type Certificate,
  type Chain,
  type Grant,
  type RoomId,
  type Verify,
} from '#relay/wire'
import { z } from 'zod'
import { fromBase64Url } from './base64url.ts'

/** Random bytes of the given length, from a strong source. */
export type RandomBytes = (length: number) => Uint8Array

const Key = z.string().refine((text) => fromBase64Url(text)?.length === 32, 'is not a key')

/** Everything a device needs to be in a session; all bytes as base64url, so that JSON carries it. Secret. */
export const SessionKeys = z.object({
  room: z.custom<RoomId>((value) => typeof value === 'string' && isRoomId(value)),
  /** Only on the device that founded the session: it alone can make invites. */
  ownerSeed: Key.optional(),
  deviceSeed: Key,
  /** owner -> device, or owner -> invite -> device; each certificate as base64url. */
  certificates: z.array(z.string()).min(1).max(2),
  /** Opens control, table, scenes, log, words. */
  membersKey: Key,
  /** Opens gm, gmWords, gmScene; only on GM devices. */
  gmKey: Key.optional(),
  /** X25519 public key: seals this member's private key to the GM. */
  gmSealingKey: Key,
  /** Opens this member's private document. */
  privateKey: Key,
})
export type SessionKeys = z.infer<typeof SessionKeys>

/** 32 bytes of a field of SessionKeys. */
export function keyBytes(text: string): Uint8Array {
  const bytes = fromBase64Url(text)
  if (bytes === undefined) throw new Error('A key is no base64url. Parse with SessionKeys first.')
  return bytes
}

/** The certificates of the keys, ready for the wire. */
export function chainOf(keys: SessionKeys): Chain {
  return keys.certificates.map((text): Certificate => {
    const certificate = decodeCertificate(keyBytes(text))
    if (isMalformed(certificate))
      throw new Error(`A saved certificate is broken: ${certificate.reason}`)
    return certificate
  })
}

/** What the certificates allow this device. */
export function grantOf(keys: SessionKeys, verify: Verify): Grant {
  const grant = verifyChain(keys.room, chainOf(keys), { verify })
  if (grant.type === 'refused') throw new Error(`The saved keys do not hold: ${grant.sentence}`)
  return grant
}
