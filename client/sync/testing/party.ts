import { foundSession } from '../keys/found-session.ts'
import { acceptInvite, inviteLink, readInvite } from '../keys/invite.ts'
import type { SessionKeys } from '../keys/session-keys.ts'
import type { OpenDocument, SyncSession } from '../sync-session.ts'
import { createTestDevice, randomBytes, type TestDevice } from './device.ts'
import { startTestRelay, type TestRelay } from './relay-room.ts'

/** The cast: a GM who founded the session, and Alice who followed a link. */
export interface Party {
  readonly relay: TestRelay
  /** The founder's keys. */
  readonly keys: SessionKeys
  readonly devices: { readonly gm: TestDevice; readonly alice: TestDevice }
  readonly gm: SyncSession
  readonly alice: SyncSession
  end(): Promise<void>
}

/** A session with both of them in, over a relay in memory. */
export function createParty(role: 'player' | 'spectator' = 'player'): Party {
  const relay = startTestRelay()
  const keys = foundSession(randomBytes)
  const devices = { gm: createTestDevice(keys), alice: createTestDevice(join(keys, role)) }
  const gm = devices.gm.tab(relay.connect)
  const alice = devices.alice.tab(relay.connect)
  return {
    relay,
    keys,
    devices,
    gm,
    alice,
    async end() {
      await Promise.all([gm.stop(), alice.stop()])
    },
  }
}

/** Keys of a device that followed an invite link. */
export function join(founder: SessionKeys, role: 'gm' | 'player' | 'spectator'): SessionKeys {
  const invite = readInvite(inviteLink(founder, 'https://table.example/', { role }, randomBytes))
  if (invite.type === 'damaged') throw new Error(invite.sentence)
  return acceptInvite(invite, randomBytes)
}

/** What the tests write into documents: a map called `values`. */
export function valuesOf({ doc }: OpenDocument): Record<string, unknown> {
  return doc.getMap('values').toJSON()
}
