import { type LanguageCode, textIn } from '../texts/catalogue.ts'
import type { MapToken } from '../table/index.ts'

const longestName = 100

/**
 * A token in words: "Goblin, 7 of 7 hit points, prone". `conditionName` names a condition by its id; `turn` is
 * the actor whose turn it is.
 */
export function tokenWords(
  language: LanguageCode,
  token: MapToken,
  conditionName: (id: string) => string,
  turn?: string,
): string {
  const { name, hitPoints, looks, conditions, hidden, defeated } = token
  const parts = [name.slice(0, longestName) || textIn(language, 'token.nameless')]
  if (hitPoints !== undefined) {
    parts.push(textIn(language, 'token.hitPoints', hitPoints.value, hitPoints.maximum))
    if (hitPoints.temporary > 0) {
      parts.push(textIn(language, 'token.temporary', hitPoints.temporary))
    }
  }
  if (looks !== undefined && !defeated) parts.push(textIn(language, `looks.${looks}`))
  parts.push(...conditions.map(conditionName))
  if (turn !== undefined && turn === token.actor) parts.push(textIn(language, 'token.turn'))
  const isSaid = conditions.some((id) => conditionName(id).toLowerCase() === defeatedWord(language))
  if (defeated && !isSaid) parts.push(defeatedWord(language))
  const { elevation = 0, locked = false } = token
  if (elevation !== 0) parts.push(textIn(language, 'token.elevation', elevation))
  if (locked) parts.push(textIn(language, 'token.locked'))
  if (hidden) parts.push(textIn(language, 'token.hidden'))
  return [...new Set(parts)].join(', ')
}

function defeatedWord(language: LanguageCode): string {
  return textIn(language, 'token.defeated')
}
