import { describe, expect, test } from 'vitest'
import { createOwner, keysOf } from '../testing/people.ts'
import {
  CERTIFICATE_BYTES,
  classesOfRole,
  classMask,
  decodeCertificate,
  encodeCertificate,
  firstMemberNumber,
  isMalformed,
  mayWrite,
  STREAM_CLASSES,
  streamOf,
  verifyChain,
} from './index.ts'
import type { Certificate, Grant, Role, StreamClass } from './index.ts'

const owner = createOwner()
const invite = owner.invite('link')

describe('a chain of certificates', () => {
  test('[RL20] the owner certifies a device, or an invite does in its name', () => {
    const gm = owner.device('gm')
    expect(verifyChain(owner.room, gm.chain)).toMatchObject({
      type: 'grant',
      device: gm.keys.publicKey,
      member: firstMemberNumber(gm.keys.publicKey),
      role: 'gm',
      classes: classesOfRole('gm'),
      invite: undefined,
    })
    const alice = invite.device('alice')
    expect(verifyChain(owner.room, alice.chain)).toMatchObject({
      type: 'grant',
      role: 'player',
      member: alice.member,
      invite: { subject: invite.keys.publicKey },
    })
  })

  test('[RL20] it counts in the room of its owner only', () => {
    const other = createOwner('other')
    expect(refusal(verifyChain(other.room, owner.device('gm').chain))).toContain('another room')
  })

  test('[RL21] a device gets no more than its invite holds', () => {
    const cases = [
      invite.device('eve', { role: 'gm', classes: 0 }),
      invite.device('eve', { classes: classesOfRole('gm') }),
      invite.device('eve', { member: 7 }),
      owner.invite('second', { member: 7 }).device('eve', { member: 8 }),
    ]
    for (const { chain } of cases)
      expect(refusal(verifyChain(owner.room, chain))).toContain('claim')
    const phone = owner.invite('phone', { member: 7 }).device('phone', { member: 7 })
    expect(verifyChain(owner.room, phone.chain)).toMatchObject({ type: 'grant', member: 7 })
  })

  test('[RL20] altering any byte of any certificate makes it worthless', () => {
    const chain = invite.device('alice').chain
    chain.forEach((certificate, position) => {
      for (let index = 0; index < CERTIFICATE_BYTES; index += 1) {
        const bytes = encodeCertificate(certificate)
        bytes[index] = (bytes[index] ?? 0) ^ 1
        const altered = decodeCertificate(bytes)
        if (isMalformed(altered)) continue
        const answer = verifyChain(owner.room, chain.with(position, altered))
        expect(answer.type, `certificate ${position}, byte ${index}`).toBe('refused')
      }
    })
  })

  test('[RL20] certificates that do not follow one another are no chain', () => {
    const [inviteCertificate, deviceCertificate] = invite.device('alice').chain as [
      Certificate,
      Certificate,
    ]
    const stranger = owner.invite('other link').device('mallory').chain
    const chains = [
      [],
      [inviteCertificate],
      [deviceCertificate],
      [deviceCertificate, inviteCertificate],
      [inviteCertificate, stranger[1] ?? deviceCertificate],
      [inviteCertificate, deviceCertificate, deviceCertificate],
    ]
    for (const chain of chains) expect(verifyChain(owner.room, chain).type).toBe('refused')
  })

  test('[RL22] expiry is judged only against a clock that is given', () => {
    const late = owner.invite('late', { expiresAtMs: 1000 }).device('alice').chain
    expect(verifyChain(owner.room, late).type).toBe('grant')
    expect(verifyChain(owner.room, late, { nowMs: 999 }).type).toBe('grant')
    expect(refusal(verifyChain(owner.room, late, { nowMs: 1000 }))).toContain('expired')
  })
})

describe('who may write which stream', () => {
  const allowed: Record<Role, readonly StreamClass[]> = {
    gm: STREAM_CLASSES,
    player: ['table', 'scene', 'log', 'words'],
    spectator: ['log'],
  }

  test.each(Object.keys(allowed) as Role[])('[RL23] a %s', (role) => {
    const writer = { role, classes: classesOfRole('gm'), member: 5 }
    const may = STREAM_CLASSES.filter((name) => mayWrite(writer, streamOf(name, 1)))
    expect(may).toEqual(allowed[role])
    expect(mayWrite(writer, streamOf('private', 5))).toBe(role !== 'spectator')
  })

  test('[RL23] the mask of a certificate narrows the role, and unknown classes are nobody’s', () => {
    const writer = { role: 'gm' as const, classes: classMask(['log']), member: 5 }
    expect(STREAM_CLASSES.filter((name) => mayWrite(writer, streamOf(name)))).toEqual(['log'])
    expect(mayWrite({ ...writer, classes: 0xffff }, 0x09000000)).toBe(false)
    expect(mayWrite({ ...writer, classes: 0xffff }, 0xff000000)).toBe(false)
  })
})

test('a member number is the first 24 bits of the hash of the device key', () => {
  expect(firstMemberNumber(keysOf('alice').publicKey)).toBeLessThan(2 ** 24)
})

function refusal(answer: Grant | { readonly type: 'refused'; readonly sentence: string }): string {
  if (answer.type === 'grant') throw new Error('The chain was not refused.')
  return answer.sentence
}
