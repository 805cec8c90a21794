import { type LanguageCode, type TextKey, type TextParts, textIn } from '../texts/catalogue.ts'
import type { MergedWrite, MergeRecord } from '../world/index.ts'

type Told = Pick<MergeRecord, 'rule' | 'sentence' | 'writes' | 'result' | 'path' | 'live'>

/** What happened, as one would tell it: 'Alice set 7, Bob set 6, apart: 6 stands, because the lower counts.' */
export function mergeWords(language: LanguageCode, merge: Told): string {
  const say = <Key extends TextKey>(key: Key, ...parts: TextParts<Key>) =>
    textIn(language, key, ...parts)
  const writes = merge.writes.map((write) => writeWords(language, write)).join(', ')
  if (merge.path.endsWith('.$')) return say('merges.gone', writes)
  const why = whyWords(language, merge)
  return merge.live
    ? say('merges.apart', writes, merge.result, why)
    : say('merges.wasApart', writes, merge.result, why)
}

function writeWords(language: LanguageCode, { who, how, value }: MergedWrite): string {
  switch (how) {
    case 'set':
      return textIn(language, 'merges.set', who, value)
    case 'more':
      return textIn(language, 'merges.more', who, value)
    case 'less':
      return textIn(language, 'merges.less', who, value)
    case 'added':
      return value === ''
        ? textIn(language, 'merges.kept', who)
        : textIn(language, 'merges.added', who, value)
    case 'removed':
      return value === ''
        ? textIn(language, 'merges.removed', who)
        : textIn(language, 'merges.removedElement', who, value)
  }
}

const reasons: Readonly<Record<string, TextKey>> = {
  min: 'because.lower',
  max: 'because.higher',
  lww: 'because.last',
  addWinsSet: 'because.added',
  'flag(on)': 'because.on',
  'flag(off)': 'because.off',
  log: 'because.all',
  union: 'because.all',
  order: 'because.last',
  text: 'because.all',
  manual: 'because.manual',
}

/** The rule's reason; of a game system's own rule the one it gives itself. */
function whyWords(language: LanguageCode, { rule, sentence, writes }: Told): string {
  const say = textIn as (code: LanguageCode, key: TextKey) => string
  if (rule.startsWith('gmWins(')) return say(language, 'because.gm')
  const tally = /^tally\((\w+)\)$/.exec(rule)?.[1]
  // Where no two set it apart, the additions alone came together.
  const isAdded = tally !== undefined && writes.filter(({ how }) => how === 'set').length < 2
  if (isAdded) return say(language, 'because.sum')
  const name = tally ?? rule
  const key = Object.hasOwn(reasons, name) ? reasons[name] : undefined
  return key === undefined ? ownReason(sentence) : say(language, key)
}

function ownReason(sentence: string): string {
  return /because (.+?)\.?$/s.exec(sentence)?.[1] ?? sentence
}
