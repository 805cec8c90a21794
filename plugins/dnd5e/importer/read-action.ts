import type { Attack, Consequence, Damage, Healing, Save } from '../attack-schema.ts'
import { idOf } from '../compendium/build-attack.ts'
import type { ConditionId } from '../conditions.ts'
import { abilityIds, DamageType } from '../vocabulary.ts'
import { bonusIn, rangeIn, reachIn, readWords, tidyDice, type Told } from './read-words.ts'
import type { SrdAction, SrdDamage, SrdPart } from './srd-shape.ts'

/**
 * The attacks in an action: none for what only words can tell, several where there is a choice of
 * damage or of breath. `magical` says that the monster's weapons are.
 */
export function readAction(action: SrdAction, magical: boolean): readonly Attack[] {
  if (/^multiattack/i.test(action.name)) return []
  const parts = [...action.options, ...action.attacks]
  if (parts.length > 0) return parts.flatMap((part) => readPart(action, part))
  const told = readWords(action.desc)
  const toHit = action.attack_bonus ?? bonusIn(action.desc)
  if (toHit !== undefined && /hit/i.test(action.desc)) {
    return variantsOf(action).map(({ suffix, damage }) =>
      attackRoll(action, told, { toHit, suffix, damage, magical }),
    )
  }
  const save = saveOf(action) ?? told.save
  const damage = known(action.damage.flatMap(({ options }) => options.slice(0, 1)))
  const behindSave = told.save === undefined ? told.atOnce : told.behindSave
  if (save !== undefined) {
    const dealt = damage.length > 0 ? damage : behindSave.damage
    if (dealt.length === 0 && behindSave.conditions.length === 0 && action.dc === undefined) {
      return []
    }
    const half =
      action.dc?.success_type === 'half' || /takes? half the/.test(action.desc) || told.half
    return [saveAttack(action, action.name, save, half, dealt, behindSave.conditions)]
  }
  if (damage.length > 0) return [{ ...basics(action, action.name), type: 'sure', damage }]
  return []
}

/** The healing in an action: 'the target magically regains 40 (8d8 + 4) hit points'. */
export function readHealing(action: SrdAction): readonly Healing[] {
  const found = /regains \d+ \((\d+d\d+(?:\s*[-+]\s*\d+)?)\) hit points/.exec(action.desc)?.[1]
  const dice = found === undefined ? undefined : tidyDice(found)
  if (dice === undefined || action.damage.length > 0) return []
  const { id, name, description } = basics(action, action.name)
  return [{ id, name, description, dice }]
}

interface Variant {
  readonly suffix: string
  readonly damage: Damage[]
}

/** One per kind of damage to choose from: one-handed and two-handed, lightning and thunder. */
function variantsOf({ damage }: SrdAction): readonly Variant[] {
  const chosen = damage.find(({ options }) => options.length > 1)
  if (chosen === undefined) {
    return [{ suffix: '', damage: known(damage.flatMap(({ options }) => options)) }]
  }
  return chosen.options.map((option) => ({
    suffix: ` (${(option.notes ?? option.damage_type ?? 'other').toLowerCase()})`,
    damage: known(damage.flatMap((one) => (one === chosen ? [option] : one.options.slice(0, 1)))),
  }))
}

function attackRoll(
  action: SrdAction,
  told: Told,
  how: { toHit: number; magical: boolean } & Variant,
): Attack {
  const spell = /spell attack/i.test(action.desc)
  const consequence = consequenceOf(told)
  return {
    ...basics(action, `${action.name}${how.suffix}`),
    ...(spell && { spell }),
    ...(how.magical && { magical: true }),
    type: 'roll',
    toHit: how.toHit,
    damage: atOnce(action, told, how.damage),
    ...(consequence !== undefined && { consequence }),
  }
}

/** Printed damage less what waits behind a save or for a later turn. */
function atOnce(action: SrdAction, told: Told, printed: Damage[]): Damage[] {
  if (printed.length === 0) return [...told.atOnce.damage]
  const waits = printed.filter(
    (part) => !isAmong(part, told.behindSave.damage) && !comesLater(action, told, part),
  )
  return waits.length === 0 && told.behindSave.damage.length === 0 ? printed.slice(0, 1) : waits
}

/** Whether the words speak of damage, but only after those of the hit itself. */
function comesLater(action: SrdAction, told: Told, part: Damage): boolean {
  if (isAmong(part, told.atOnce.damage) || !part.dice.includes('d')) return false
  const hit = action.desc.slice(Math.max(0, action.desc.indexOf('Hit:')))
  const at = hit.replaceAll(/\s+/g, '').indexOf(`(${part.dice})`)
  const end = hit.search(/(?<=\.)\s+(?=[A-Z])/)
  return at >= 0 && end >= 0 && at > hit.slice(0, end).replaceAll(/\s+/g, '').length
}

function isAmong(part: Damage, others: readonly Damage[]): boolean {
  return others.some(({ dice, type }) => dice === part.dice && type === part.type)
}

function consequenceOf(told: Told): Consequence | undefined {
  const { save, behindSave } = told
  if (save === undefined) {
    const conditions = [...told.atOnce.conditions]
    return conditions.length === 0 ? undefined : { onSuccess: 'none', damage: [], conditions }
  }
  if (behindSave.damage.length === 0 && behindSave.conditions.length === 0) return undefined
  return {
    save,
    onSuccess: told.half ? 'half' : 'none',
    damage: [...behindSave.damage],
    conditions: [...behindSave.conditions],
  }
}

function readPart(action: SrdAction, part: SrdPart): readonly Attack[] {
  const save = saveOf(part)
  const damage = known(part.damage.flatMap(({ options }) => options.slice(0, 1)))
  const words = action.desc.slice(Math.max(0, action.desc.indexOf(part.name)))
  if (save === undefined) {
    return damage.length === 0 ? [] : [{ ...basics(action, part.name), type: 'sure', damage }]
  }
  const half = part.dc?.success_type === 'half'
  return [saveAttack(action, part.name, save, half, damage, readWords(words).behindSave.conditions)]
}

function saveAttack(
  action: SrdAction,
  name: string,
  save: Save,
  half: boolean,
  damage: readonly Damage[],
  conditions: readonly ConditionId[],
): Attack {
  return {
    ...basics(action, name),
    type: 'save',
    save,
    onSuccess: half ? 'half' : 'none',
    damage: damage.slice(0, 6),
    conditions: conditions.slice(0, 6),
  }
}

function basics(action: SrdAction, name: string) {
  const reachFeet = reachIn(action.desc)
  const rangeFeet = rangeIn(action.desc)
  const limit = limitOf(action)
  return {
    id: idOf(name).slice(0, 70) || 'attack',
    name: name.slice(0, 120),
    description: action.desc.slice(0, 4000),
    ...(reachFeet !== undefined && { reachFeet }),
    ...(rangeFeet !== undefined && { rangeFeet }),
    ...(limit !== undefined && { limit }),
  }
}

function limitOf({ usage }: SrdAction): string | undefined {
  switch (usage?.type) {
    case undefined:
      return undefined
    case 'recharge on roll':
      return usage.min_value === 6 ? 'Recharge 6' : `Recharge ${usage.min_value ?? 5}–6`
    case 'per day':
      return `${usage.times ?? 1}/day`
    default:
      return 'once between rests'
  }
}

function saveOf({ dc }: { readonly dc?: SrdAction['dc'] }): Save | undefined {
  const ability = abilityIds.find((id) => dc?.dc_type.startsWith(id))
  return dc === undefined || ability === undefined ? undefined : { ability, dc: dc.dc_value }
}

function known(damage: readonly SrdDamage[]): Damage[] {
  return damage
    .flatMap(({ damage_dice: dice, damage_type: word }): Damage[] => {
      const tidy = dice === undefined ? undefined : tidyDice(dice)
      const type = DamageType.safeParse(word)
      return tidy === undefined || !type.success ? [] : [{ dice: tidy, type: type.data }]
    })
    .slice(0, 6)
}
