import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyChain, verifyEd25519 } from '#relay/wire'
import { randomBytes } from '../testing/device.ts'
import { foundSession } from './found-session.ts'
import { acceptInvite, inviteLink, mayInvite, readInvite } from './invite.ts'
import { chainOf, grantOf, SessionKeys } from './session-keys.ts'

const founder = foundSession(randomBytes)
const link = inviteLink(founder, 'https://table.example/path/#old', { role: 'player' }, randomBytes)

describe('an invite link', () => {
  test('stands on the page it was made for, all of it in the fragment', () => {
    expect(link.startsWith(`https://table.example/path/#${founder.room}.`)).toBe(true)
    expect(new URL(link).pathname).toBe('/path/')
  })

  test('makes whoever follows it a member of the role it names, with the keys of that role', () => {
    for (const role of ['gm', 'player', 'spectator'] as const) {
      const invite = readInvite(inviteLink(founder, 'https://x.example/', { role }, randomBytes))
      if (invite.type === 'damaged') throw new Error(invite.sentence)
      const keys = acceptInvite(invite, randomBytes)
      expect(SessionKeys.parse(JSON.parse(JSON.stringify(keys)))).toEqual(keys)
      expect(grantOf(keys, verifyEd25519)).toMatchObject({ type: 'grant', role })
      expect(keys.membersKey).toBe(founder.membersKey)
      expect(keys.gmKey).toBe(role === 'gm' ? founder.gmKey : undefined)
      expect(keys.gmSealingKey).toBe(founder.gmSealingKey)
      expect(mayInvite(keys)).toBe(false)
    }
  })

  test('carries its end, which the relay checks', () => {
    const options = { role: 'player', expiresAtMs: 1000, uses: 2 } as const
    const invite = readInvite(inviteLink(founder, 'https://x.example/', options, randomBytes))
    if (invite.type === 'damaged') throw new Error(invite.sentence)
    expect(invite.expiresAtMs).toBe(1000)
    const chain = chainOf(acceptInvite(invite, randomBytes))
    expect(verifyChain(founder.room, chain, { nowMs: 999 }).type).toBe('grant')
    expect(verifyChain(founder.room, chain, { nowMs: 1000 })).toEqual({
      type: 'refused',
      sentence: 'The invite has expired.',
    })
  })

  test('can be read without the page, and with spaces around it', () => {
    expect(readInvite(` ${link.split('#')[1] ?? ''}\n`)).toEqual(readInvite(link))
  })

  test('any character changed, lost or added is noticed', () => {
    const fragment = link.split('#')[1] ?? ''
    fc.assert(
      fc.property(
        fc.nat(fragment.length - 1),
        fc.constantFrom('A', 'z', '-', '.', ''),
        (at, other) => {
          fc.pre(fragment[at] !== other)
          const damaged = fragment.slice(0, at) + other + fragment.slice(at + 1)
          expect(readInvite(damaged).type).toBe('damaged')
        },
      ),
    )
    expect(readInvite(`${link}A`).type).toBe('damaged')
  })

  test('nonsense is answered with a sentence', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const answer = readInvite(text)
        expect(answer.type === 'damaged' && answer.sentence.endsWith('.')).toBe(true)
      }),
    )
  })

  test('can only be made by the device that founded the session', () => {
    const invite = readInvite(link)
    if (invite.type === 'damaged') throw new Error(invite.sentence)
    const keys = acceptInvite(invite, randomBytes)
    expect(() => inviteLink(keys, 'https://x.example/', { role: 'player' }, randomBytes)).toThrow(
      'Only the device that founded the session can invite',
    )
  })
})
