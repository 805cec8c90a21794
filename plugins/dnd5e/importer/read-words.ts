import { parseDice } from '#plugin-sdk'
import type { Damage, Save } from '../attack-schema.ts'
import { conditionIds, type ConditionId } from '../conditions.ts'
import { abilityIds, abilityNames, damageTypes, DamageType } from '../vocabulary.ts'

/** What a hit or a failed save brings, as a stat block's words say it. */
export interface Told {
  readonly save?: Save
  readonly half: boolean
  /** Before any save. */
  readonly atOnce: Effects
  /** Behind the save. */
  readonly behindSave: Effects
}

export interface Effects {
  readonly damage: readonly Damage[]
  readonly conditions: readonly ConditionId[]
}

/**
 * Reads the words after 'Hit:', or all of them. Only what happens there and then counts: damage in
 * later turns stays in the description for people.
 */
export function readWords(description: string): Told {
  const text = afterHit(description)
  const save = saveRule.exec(text)
  const ability = abilityIds.find((id) => abilityNames[id] === save?.[2])
  const sentences = splitSentences(text)
  const [first = ''] = sentences
  // A save that comes up only in a later round is no part of the hit.
  if (save === null || ability === undefined || startOf(sentences, 3) <= save.index) {
    return { half: false, atOnce: effectsIn(nearEffects(sentences)), behindSave: nothing }
  }
  const before = text.slice(0, save.index)
  const behind = behindSave(text.slice(save.index))
  const atOnce = first.length > save.index ? before : nearEffects(splitSentences(before))
  return {
    save: { ability, dc: Number(save[1]) },
    half: /half/.test(behind),
    atOnce: effectsIn(atOnce),
    behindSave: effectsIn(behind),
  }
}

/** Feet of reach, when it can be used hand to hand. */
export function reachIn(description: string): number | undefined {
  const found = /reach (\d+) ?(?:ft|feet|foot)/i.exec(description)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** Normal and long range in feet, when it can be used from afar. */
export function rangeIn(description: string): [number, number] | undefined {
  const found = /range (\d+)(?:\s*\/\s*(\d+))? ?(?:ft|feet)/i.exec(description)
  if (found === null) return undefined
  return [Number(found[1]), Number(found[2] ?? found[1])]
}

/** The printed bonus to hit. */
export function bonusIn(description: string): number | undefined {
  const found = /Attack: \+?(-?\d+) to hit/i.exec(description)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** Dice as we write them: '2d6 + 3' becomes '2d6+3'; undefined when they cannot be thrown. */
export function tidyDice(dice: string): string | undefined {
  const tidy = dice.replaceAll(/\s+/g, '').replaceAll(/[−–]/g, '-')
  return parseDice(tidy).type === 'dice' ? tidy : undefined
}

const nothing: Effects = { damage: [], conditions: [] }
const saveRule =
  /DC (\d+) (Strength|Dexterity|Constitution|Intelligence|Wisdom|Charisma) sav(?:ing throw|e)/
const damageRule = new RegExp(
  `\\d+ \\((\\d+d\\d+(?:\\s*[-+−–]\\s*\\d+)?)\\) (${damageTypes.join('|')}) damage`,
  'g',
)
const conditionRule = new RegExp(
  `\\b(?:be|become|becomes|is|fall|falls|or|and|knocked|also) (?:magically )?(${conditionIds.join('|')})\\b`,
  'g',
)

function afterHit(description: string): string {
  const at = description.indexOf('Hit:')
  return at < 0 ? description : description.slice(at + 'Hit:'.length).trim()
}

/** Full stops before a capital end a sentence; those of 'ft.' seldom stand there. */
function splitSentences(text: string): readonly string[] {
  return text.split(/(?<=\.)\s+(?=[A-Z])/)
}

function startOf(sentences: readonly string[], index: number): number {
  if (sentences.length <= index) return Infinity
  return sentences.slice(0, index).join(' ').length
}

/** The first sentence, and the next ones where they go on about the same grip or web. */
function nearEffects(sentences: readonly string[]): string {
  const [first = '', ...rest] = sentences
  const end = rest.findIndex((next) => !/^(Until th|The target is|The creature is)/.test(next))
  return [first, ...rest.slice(0, end < 0 ? rest.length : end)].join(' ')
}

/** To the end of the save's sentence, and on where the next tells of success or failure. */
function behindSave(text: string): string {
  const [first = '', ...rest] = splitSentences(text)
  const next = rest.findIndex((sentence) => !/^(On a |If the saving throw|Until th)/.test(sentence))
  return [first, ...rest.slice(0, next < 0 ? 2 : Math.min(next, 2))].join(' ')
}

function effectsIn(text: string): Effects {
  const damage = [...text.matchAll(damageRule)].flatMap(([, dice = '', word]): Damage[] => {
    const tidy = tidyDice(dice)
    const type = DamageType.safeParse(word)
    return tidy === undefined || !type.success ? [] : [{ dice: tidy, type: type.data }]
  })
  const conditions = [...text.matchAll(conditionRule)].flatMap(([, word], index, all) => {
    const id = conditionIds.find((known) => known === word)
    const repeated = all.findIndex(([, other]) => other === word) < index
    return id === undefined || repeated ? [] : [id]
  })
  return { damage, conditions }
}
