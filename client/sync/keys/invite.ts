import {
  classesOfRole,
  concatBytes,
  decodeCertificate,
  encodeCertificate,
  firstMemberNumber,
  isMalformed,
  publicKeyOf,
  roomIdOf,
  sha256,
  signCertificate,
  type InviteCertificate,
  type Role,
  type RoomId,
} from '#relay/wire'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { gmSealingKeyOf } from './gm-sealing.ts'
import { keyBytes, type RandomBytes, type SessionKeys } from './session-keys.ts'

/** What an invite link says. Whoever holds it can join. */
export interface Invite {
  readonly type: 'invite'
  readonly room: RoomId
  readonly role: Role
  /** Milliseconds since 1970 after which no new device is let in; 0 is never. */
  readonly expiresAtMs: number
  /** The invite's secret seed, 32 bytes. */
  readonly seed: Uint8Array
  readonly certificate: InviteCertificate
  readonly membersKey: Uint8Array
  /** Only in an invite for a GM. */
  readonly gmKey: Uint8Array | undefined
  readonly gmSealingKey: Uint8Array
}

/** What `readInvite` answers when the text is no whole invite link. */
export interface DamagedInvite {
  readonly type: 'damaged'
  readonly sentence: string
}

export interface InviteOptions {
  readonly role: Role
  /** Milliseconds since 1970; left out: the link never expires. */
  readonly expiresAtMs?: number
  /** How many devices it lets in; left out: any number. */
  readonly uses?: number
}

const CHECKSUM_BYTES = 4

/** Whether these keys can make invites: only the device that founded the session can. */
export function mayInvite(keys: SessionKeys): boolean {
  return keys.ownerSeed !== undefined
}

/** Makes a new invite key and answers its link: `<base>#<room>.<seed>.<read keys>.<certificate>.<checksum>`. */
export function inviteLink(
  keys: SessionKeys,
  base: string,
  options: InviteOptions,
  random: RandomBytes,
): string {
  if (keys.ownerSeed === undefined) {
    throw new Error('Only the device that founded the session can invite. Ask mayInvite first.')
  }
  const { role, expiresAtMs = 0, uses = 0 } = options
  const seed = random(32)
  const ownerSeed = keyBytes(keys.ownerSeed)
  const certificate = signCertificate(
    keys.room,
    {
      kind: 'invite',
      issuer: publicKeyOf(ownerSeed),
      subject: publicKeyOf(seed),
      role,
      classes: classesOfRole(role),
      member: 'any',
      expiresAtMs,
      uses,
    },
    ownerSeed,
  )
  const second = role === 'gm' ? keys.gmKey : keys.gmSealingKey
  if (second === undefined) throw new Error('A device without the gm key cannot invite a GM.')
  const readKeys = concatBytes(keyBytes(keys.membersKey), keyBytes(second))
  const parts = [
    keys.room,
    toBase64Url(seed),
    toBase64Url(readKeys),
    toBase64Url(encodeCertificate(certificate)),
  ].join('.')
  return `${base.split('#')[0] ?? ''}#${parts}.${checksum(parts)}`
}

/** Reads an invite link, or only its part after `#`. */
export function readInvite(link: string): Invite | DamagedInvite {
  const fragment = link.trim().split('#').at(-1) ?? ''
  const parts = fragment.split('.')
  const [room = '', seedText = '', readKeysText = '', certificateText = '', sum] = parts
  if (parts.length !== 5) return damaged('This is not a whole invite link; copy it once more.')
  if (checksum(parts.slice(0, 4).join('.')) !== sum) {
    return damaged(
      'This invite link is damaged: some characters are missing or wrong. Copy it once more.',
    )
  }
  const seed = fromBase64Url(seedText)
  const readKeys = fromBase64Url(readKeysText)
  const certificate = decodeCertificate(fromBase64Url(certificateText) ?? new Uint8Array())
  if (
    seed?.length !== 32 ||
    readKeys?.length !== 64 ||
    isMalformed(certificate) ||
    certificate.kind !== 'invite' ||
    roomIdOf(certificate.issuer) !== room
  ) {
    return damaged('This invite link was not made by this version of Dungeon Lab.')
  }
  const membersKey = readKeys.slice(0, 32)
  const second = readKeys.slice(32)
  const gmKey = certificate.role === 'gm' ? second : undefined
  return {
    type: 'invite',
    room: room as RoomId,
    role: certificate.role,
    expiresAtMs: certificate.expiresAtMs,
    seed,
    certificate,
    membersKey,
    gmKey,
    gmSealingKey: gmKey === undefined ? second : gmSealingKeyOf(gmKey),
  }
}

/** Makes this device a member: its own new key, certified by the invite's. */
export function acceptInvite(invite: Invite, random: RandomBytes): SessionKeys {
  const deviceSeed = random(32)
  const device = publicKeyOf(deviceSeed)
  const certificate = signCertificate(
    invite.room,
    {
      kind: 'device',
      issuer: invite.certificate.subject,
      subject: device,
      role: invite.role,
      classes: invite.certificate.classes,
      member:
        invite.certificate.member === 'any' ? firstMemberNumber(device) : invite.certificate.member,
    },
    invite.seed,
  )
  return {
    room: invite.room,
    deviceSeed: toBase64Url(deviceSeed),
    certificates: [invite.certificate, certificate].map((each) =>
      toBase64Url(encodeCertificate(each)),
    ),
    membersKey: toBase64Url(invite.membersKey),
    ...(invite.gmKey === undefined ? {} : { gmKey: toBase64Url(invite.gmKey) }),
    gmSealingKey: toBase64Url(invite.gmSealingKey),
    privateKey: toBase64Url(random(32)),
  }
}

function checksum(text: string): string {
  return toBase64Url(sha256(new TextEncoder().encode(text)).subarray(0, CHECKSUM_BYTES))
}

function damaged(sentence: string): DamagedInvite {
  return { type: 'damaged', sentence }
}
