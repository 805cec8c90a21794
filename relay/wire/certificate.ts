import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  concatBytes,
  domainBytes,
  readByte,
  readBytes,
  readEnd,
  readU16,
  readU32,
  readU64,
  writeFixed,
  writeU16,
  writeU64,
} from './bytes.ts'
import { signEd25519 } from './cryptography.ts'
import { roomIdToBytes, type RoomId } from './ids.ts'
import { malformed, type Malformed } from './malformed.ts'
import { HIGHEST_STREAM_NUMBER, type ClassMask, type Role } from './streams.ts'

/** The owner lets whoever holds the invite key certify devices, within these bounds. */
export interface InviteCertificate {
  readonly kind: 'invite'
  /** Owner public key, 32 bytes. */
  readonly issuer: Uint8Array
  /** Invite public key, 32 bytes. */
  readonly subject: Uint8Array
  readonly role: Role
  readonly classes: ClassMask
  /** The member all its devices belong to, or 'any': each device is a new member. */
  readonly member: number | 'any'
  /** Milliseconds since 1970 after which no new device is let in; 0 is never. */
  readonly expiresAtMs: number
  /** How many devices it lets in; 0 is any number. */
  readonly uses: number
  readonly signature: Uint8Array
}

/** The owner, or an invite, makes a device a member of the room. */
export interface DeviceCertificate {
  readonly kind: 'device'
  /** Owner or invite public key, 32 bytes. */
  readonly issuer: Uint8Array
  /** Device public key, 32 bytes. */
  readonly subject: Uint8Array
  readonly role: Role
  readonly classes: ClassMask
  /** Member number, 24 bits. */
  readonly member: number
  readonly signature: Uint8Array
}

export type Certificate = InviteCertificate | DeviceCertificate

/** A certificate before its issuer signed it. */
export type UnsignedCertificate =
  Omit<InviteCertificate, 'signature'> | Omit<DeviceCertificate, 'signature'>

const VERSION = 1
const KINDS = { invite: 1, device: 2 } as const
const ROLES: readonly Role[] = ['gm', 'player', 'spectator']
const ANY_MEMBER = 0xffffffff
const DOMAIN = domainBytes('dungeon-lab certificate 1')

export const CERTIFICATE_BYTES = 149

/** Signs a certificate by its issuer's secret seed; it counts in this room only. */
export function signCertificate(
  room: RoomId,
  unsigned: UnsignedCertificate,
  issuerSecretKey: Uint8Array,
): Certificate {
  const signature = signEd25519(certificateSigningBytes(room, unsigned), issuerSecretKey)
  return { ...unsigned, signature }
}

/** What the issuer signs: domain string, room, and every field. */
export function certificateSigningBytes(
  room: RoomId,
  certificate: UnsignedCertificate,
): Uint8Array {
  return concatBytes(DOMAIN, roomIdToBytes(room), encodeBody(certificate))
}

/** A certificate as 149 bytes. */
export function encodeCertificate(certificate: Certificate): Uint8Array {
  return concatBytes(encodeBody(certificate), certificate.signature)
}

/** Reads 149 bytes; says nothing yet about whether the signature is right (see `verifyChain`). */
export function decodeCertificate(bytes: Uint8Array): Certificate | Malformed {
  try {
    const decoder = decoding.createDecoder(bytes)
    const certificate = readCertificate(decoder)
    readEnd(decoder)
    return certificate
  } catch (error) {
    return malformed(`This is no certificate: ${error instanceof Error ? error.message : ''}`)
  }
}

/** Reads a certificate out of a longer message; throws a RangeError when it is none. */
export function readCertificate(decoder: decoding.Decoder): Certificate {
  if (readByte(decoder) !== VERSION) throw new RangeError('The certificate version is unknown.')
  const kind = readByte(decoder)
  const issuer = readBytes(decoder, 32)
  const subject = readBytes(decoder, 32)
  const role = ROLES[readByte(decoder) - 1]
  if (role === undefined) throw new RangeError('The role is unknown.')
  const classes = readU16(decoder)
  const member = readU32(decoder)
  const expiresAtMs = readU64(decoder)
  const uses = readU32(decoder)
  const signature = readBytes(decoder, 64)
  const common = { issuer, subject, role, classes, signature }
  const isMember = member <= HIGHEST_STREAM_NUMBER

  if (kind === KINDS.invite && (isMember || member === ANY_MEMBER)) {
    return { ...common, kind: 'invite', member: isMember ? member : 'any', expiresAtMs, uses }
  }
  if (kind === KINDS.device && isMember && expiresAtMs === 0 && uses === 0) {
    return { ...common, kind: 'device', member }
  }
  throw new RangeError('The certificate has fields that do not go together.')
}

function encodeBody(certificate: UnsignedCertificate): Uint8Array {
  const encoder = encoding.createEncoder()
  const isInvite = certificate.kind === 'invite'
  encoding.writeUint8(encoder, VERSION)
  encoding.writeUint8(encoder, KINDS[certificate.kind])
  writeFixed(encoder, certificate.issuer, 32)
  writeFixed(encoder, certificate.subject, 32)
  encoding.writeUint8(encoder, ROLES.indexOf(certificate.role) + 1)
  writeU16(encoder, certificate.classes)
  encoding.writeUint32BigEndian(
    encoder,
    certificate.member === 'any' ? ANY_MEMBER : certificate.member,
  )
  writeU64(encoder, isInvite ? certificate.expiresAtMs : 0)
  encoding.writeUint32BigEndian(encoder, isInvite ? certificate.uses : 0)
  return encoding.toUint8Array(encoder)
}
