import { language, relativeTime, say } from '../texts/index.ts'
import type { MemberView } from '../world/index.ts'
import type { Found } from './found.ts'

/** The icon of each kind. */
export const foundIcons = {
  entry: 'book-marked',
  actor: 'user',
  scene: 'map',
  words: 'type',
  file: 'image',
  creature: 'book-open',
  line: 'message-square',
} as const

/** What a place is called on screen: its title, or for a line who said it and when. */
export function titleOfFound(
  { title, said }: Found,
  members: readonly MemberView[],
  now: number,
): string {
  if (said === undefined) return title
  const name = members.find(({ id }) => id === said.member)?.name
  return say('search.lineBy', name ?? say('log.someone'), relativeTime(language(), said.at, now))
}
