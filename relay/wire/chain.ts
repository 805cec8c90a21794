import { bytesEqual } from './bytes.ts'
import {
  certificateSigningBytes,
  type Certificate,
  type DeviceCertificate,
  type InviteCertificate,
} from './certificate.ts'
import { sha256, verifyEd25519, type Verify } from './cryptography.ts'
import { roomIdOf, type RoomId } from './ids.ts'
import { classesOfRole, isHigherRole, type ClassMask, type Role } from './streams.ts'

/** What a chain of certificates allows its device. */
export interface Grant {
  readonly type: 'grant'
  readonly device: Uint8Array
  readonly member: number
  readonly role: Role
  /** Classes the device may write: what the chain and the role both allow. */
  readonly classes: ClassMask
  /** The invite it came by; undefined when the owner certified the device directly. */
  readonly invite: InviteCertificate | undefined
}

export interface Refused {
  readonly type: 'refused'
  readonly sentence: string
}

/**
 * Follows owner -> device or owner -> invite -> device and answers what the device may do.
 * Expiry is judged only when `nowMs` is given: records in the log are judged without clocks.
 */
export function verifyChain(
  room: RoomId,
  chain: readonly Certificate[],
  options: { readonly nowMs?: number; readonly verify?: Verify } = {},
): Grant | Refused {
  const verify = options.verify ?? verifyEd25519
  const parts = splitChain(chain)
  if (parts === undefined) return refused('The certificates do not form a chain.')
  const { invite, device } = parts

  if (roomIdOf((invite ?? device).issuer) !== room) {
    return refused('The certificates belong to another room.')
  }
  if (invite !== undefined) {
    const excess = excessOver(invite, device)
    if (excess !== undefined) return refused(excess)
    if (options.nowMs !== undefined && isExpired(invite, options.nowMs)) {
      return refused('The invite has expired.')
    }
  }
  if (!chain.every((certificate) => isSigned(room, certificate, verify))) {
    return refused('A certificate is not signed by its issuer.')
  }
  return {
    type: 'grant',
    device: device.subject,
    member: device.member,
    role: device.role,
    classes: device.classes & classesOfRole(device.role),
    invite,
  }
}

/** Whether an invite lets no new device in at this time (milliseconds since 1970). */
export function isExpired(invite: InviteCertificate, nowMs: number): boolean {
  return invite.expiresAtMs !== 0 && invite.expiresAtMs <= nowMs
}

/** The member number of a member's first device: the first 24 bits of SHA-256(device public key). */
export function firstMemberNumber(devicePublicKey: Uint8Array): number {
  const [high = 0, middle = 0, low = 0] = sha256(devicePublicKey)
  return high * 0x10000 + middle * 0x100 + low
}

function splitChain(
  chain: readonly Certificate[],
): { invite: InviteCertificate | undefined; device: DeviceCertificate } | undefined {
  const [first, second, ...rest] = chain
  if (first === undefined || rest.length > 0) return undefined
  if (second === undefined) {
    return first.kind === 'device' ? { invite: undefined, device: first } : undefined
  }
  const fits = first.kind === 'invite' && second.kind === 'device'
  if (!fits || !bytesEqual(first.subject, second.issuer)) return undefined
  return { invite: first, device: second }
}

/** A sentence when the device was given more than its invite holds. */
function excessOver(invite: InviteCertificate, device: DeviceCertificate): string | undefined {
  if (isHigherRole(device.role, invite.role))
    return 'The device claims a higher role than its invite.'
  if ((device.classes & ~invite.classes) !== 0)
    return 'The device claims more than its invite allows.'
  const member = invite.member === 'any' ? firstMemberNumber(device.subject) : invite.member
  return member === device.member ? undefined : 'The device claims another member number.'
}

function isSigned(room: RoomId, certificate: Certificate, verify: Verify): boolean {
  return verify(
    certificate.signature,
    certificateSigningBytes(room, certificate),
    certificate.issuer,
  )
}

function refused(sentence: string): Refused {
  return { type: 'refused', sentence }
}
