import { type LanguageCode, type TextKey, textIn } from '../texts/catalogue.ts'

const words: Readonly<Record<string, TextKey>> = {
  'tally(min)': 'rule.tallyMin',
  'tally(max)': 'rule.tallyMax',
  'tally(lww)': 'rule.tallyLast',
  min: 'rule.min',
  max: 'rule.max',
  lww: 'rule.last',
  addWinsSet: 'rule.addWins',
  'flag(on)': 'rule.on',
  'flag(off)': 'rule.off',
  log: 'rule.all',
  union: 'rule.all',
  order: 'rule.last',
  text: 'rule.text',
  existence: 'rule.existence',
  manual: 'rule.manual',
}

/** A merge rule in the words of a player; the rule's own sentence for one that has none here. */
export function ruleWords(language: LanguageCode, rule: string, sentence: string): string {
  if (rule.startsWith('gmWins(')) return textIn(language, 'rule.gmWins')
  const key = Object.hasOwn(words, rule) ? words[rule] : undefined
  return key === undefined
    ? sentence
    : (textIn as (code: LanguageCode, key: TextKey) => string)(language, key)
}
