import { foundSession } from '../keys/found-session.ts'
import { acceptInvite, inviteLink, readInvite } from '../keys/invite.ts'
import type { SessionKeys } from '../keys/session-keys.ts'
import { createChance } from './chance.ts'

/** Who plays: made once per process, the same in every one, since keys are slow to make. */
export interface Cast {
  readonly gm: SessionKeys
  readonly players: readonly SessionKeys[]
  readonly joiner: SessionKeys
}

/** A GM, three players, and one who joins when all is over. */
export function makeCast(): Cast {
  const chance = createChance(20261120)
  const gm = foundSession(chance.bytes)
  const link = inviteLink(gm, 'https://table.example/', { role: 'player' }, chance.bytes)
  const invite = readInvite(link)
  if (invite.type === 'damaged') throw new Error(invite.sentence)
  const join = () => acceptInvite(invite, chance.bytes)
  return { gm, players: [join(), join(), join()], joiner: join() }
}
