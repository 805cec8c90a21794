import {
  classesOfRole,
  encodeCertificate,
  firstMemberNumber,
  publicKeyOf,
  roomIdOf,
  signCertificate,
} from '#relay/wire'
import { toBase64Url } from './base64url.ts'
import { gmSealingKeyOf } from './gm-sealing.ts'
import type { RandomBytes, SessionKeys } from './session-keys.ts'

/** Makes the keys of a new session: its owner, and the GM's first device. */
export function foundSession(random: RandomBytes): SessionKeys {
  const ownerSeed = random(32)
  const deviceSeed = random(32)
  const gmKey = random(32)
  const owner = publicKeyOf(ownerSeed)
  const device = publicKeyOf(deviceSeed)
  const room = roomIdOf(owner)
  const certificate = signCertificate(
    room,
    {
      kind: 'device',
      issuer: owner,
      subject: device,
      role: 'gm',
      classes: classesOfRole('gm'),
      member: firstMemberNumber(device),
    },
    ownerSeed,
  )
  return {
    room,
    ownerSeed: toBase64Url(ownerSeed),
    deviceSeed: toBase64Url(deviceSeed),
    certificates: [toBase64Url(encodeCertificate(certificate))],
    membersKey: toBase64Url(random(32)),
    gmKey: toBase64Url(gmKey),
    gmSealingKey: toBase64Url(gmSealingKeyOf(gmKey)),
    privateKey: toBase64Url(random(32)),
  }
}
