import { describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { foundSession } from './keys/found-session.ts'
import { acceptInvite, inviteLink, readInvite } from './keys/invite.ts'
import type { SessionKeys } from './keys/session-keys.ts'
import { createTestDevice, eventually, randomBytes } from './testing/device.ts'
import { startTestRelay } from './testing/relay-room.ts'

function join(founder: SessionKeys, role: 'gm' | 'player' | 'spectator' = 'player'): SessionKeys {
  const invite = readInvite(inviteLink(founder, 'https://table.example/', { role }, randomBytes))
  if (invite.type === 'damaged') throw new Error(invite.sentence)
  return acceptInvite(invite, randomBytes)
}

function valuesOf(doc: Y.Doc): Record<string, unknown> {
  return doc.getMap('values').toJSON()
}

describe('a session', () => {
  test('what one device writes is on the other, and the other way round', async () => {
    const relay = startTestRelay()
    const keys = foundSession(randomBytes)
    const gm = createTestDevice(keys).tab(relay.connect)
    const alice = createTestDevice(join(keys)).tab(relay.connect)
    const gmTable = await gm.open('table')
    const aliceTable = await alice.open('table')

    gmTable.doc.getMap('values').set('goblin', 7)
    aliceTable.doc.getMap('values').set('hero', 12)

    const both = { goblin: 7, hero: 12 }
    await eventually(() => Object.keys(valuesOf(gmTable.doc)).length === 2, 'the GM sees both')
    await eventually(() => Object.keys(valuesOf(aliceTable.doc)).length === 2, 'Alice sees both')
    expect([valuesOf(gmTable.doc), valuesOf(aliceTable.doc)]).toEqual([both, both])
    await eventually(() => gm.status.waiting === 0, 'nothing waits')
    expect(gm.status.link).toEqual({ state: 'synced' })
    expect(gm.present.map(({ member, role }) => ({ member, role }))).toEqual([
      { member: alice.member, role: 'player' },
    ])
    await Promise.all([gm.stop(), alice.stop()])
  })
})
