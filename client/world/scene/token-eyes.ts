import type { TokenView } from '../views.ts'

/** Who looks at a token: a GM, a member who plays its actor, or anybody else. */
export type Onlooker = 'gm' | 'owner' | 'other'

/**
 * How hurt something looks to who is not told its hit points: above three quarters of them, above a half,
 * above a quarter, and less. What is whole is unhurt.
 */
export type Looks = 'unhurt' | 'scratched' | 'hurt' | 'bloodied' | 'failing'

/** A token as somebody reads it: without the name and the hit points that are not for them. */
export function asReadBy(token: TokenView, onlooker: Onlooker): TokenView {
  if (onlooker === 'gm') return token
  const named = isFor(token.nameFor, onlooker) ? token : { ...token, name: '' }
  if (named.hitPoints === undefined || isFor(named.barFor, onlooker)) return named
  const { hitPoints, ...rest } = named
  if (named.barFor !== 'looks') return rest
  return { ...rest, looks: looksOf(hitPoints), wounds: hitPoints.maximum - hitPoints.value }
}

/** Who of two a token is for, by who plays its actor. */
export function onlookerOf(
  member: { readonly id: string; readonly isGm: boolean },
  players: readonly string[],
): Onlooker {
  if (member.isGm) return 'gm'
  return players.includes(member.id) ? 'owner' : 'other'
}

function isFor(whom: TokenView['barFor'], onlooker: Onlooker): boolean {
  return whom === 'everyone' || (onlooker === 'owner' && whom !== 'gm')
}

function looksOf({ value, maximum }: NonNullable<TokenView['hitPoints']>): Looks {
  if (value >= maximum) return 'unhurt'
  if (value * 4 > maximum * 3) return 'scratched'
  if (value * 2 > maximum) return 'hurt'
  return value * 4 > maximum ? 'bloodied' : 'failing'
}
