import type { ActorReader } from '#plugin-sdk'
import type { Material } from '../attack-schema.ts'
import { damageTypes, type DamageType } from '../vocabulary.ts'
import { has } from './creature.ts'

/** Where damage comes from, as far as resistances ask. */
export interface Source {
  readonly magical: boolean
  readonly spell: boolean
  readonly material?: Material | undefined
  /** The attacker's alignment, when there is an attacker. */
  readonly alignment: string
}

/** What becomes of damage of one type, and why. */
export interface Resisted {
  readonly amount: number
  /** 'resistant', 'immune', 'vulnerable'; empty when it goes through as it is. */
  readonly because: string
}

/** A phrase from a stat block: which types, and what must hold of the source. */
export type Defence =
  | {
      readonly type: 'understood'
      readonly damage: readonly DamageType[]
      readonly holds: (source: Source) => boolean
    }
  | { readonly type: 'unclear'; readonly text: string }

/** Damage after immunity, resistance and vulnerability, in that order; halves round down. */
export function resist(
  target: ActorReader,
  type: DamageType,
  amount: number,
  source: Source,
): Resisted {
  const meets = (path: string) => phrases(target, path).some((text) => applies(text, type, source))
  const stone = has(target, 'petrified')
  if (meets('defences.immunities') || (stone && type === 'poison')) {
    return { amount: 0, because: 'immune' }
  }
  const resistant = stone || meets('defences.resistances')
  const vulnerable = meets('defences.vulnerabilities')
  const halved = resistant ? Math.floor(amount / 2) : amount
  if (resistant && vulnerable) return { amount: halved * 2, because: 'resistant and vulnerable' }
  if (vulnerable) return { amount: amount * 2, because: 'vulnerable' }
  return { amount: halved, because: resistant ? 'resistant' : '' }
}

/** The phrases about a type that nobody but the people at the table can judge. */
export function unclearDefences(target: ActorReader): readonly string[] {
  return ['immunities', 'resistances', 'vulnerabilities']
    .flatMap((kind) => phrases(target, `defences.${kind}`))
    .filter((text) => parseDefence(text).type === 'unclear')
}

/**
 * Reads a stat block's phrase: 'fire'; 'bludgeoning, piercing, and slashing from nonmagical attacks
 * that aren't silvered'; 'damage from spells'; 'piercing from magic weapons wielded by good
 * creatures'.
 */
export function parseDefence(text: string): Defence {
  const [what = '', ...rest] = text.toLowerCase().split(' from ')
  const damage = damageTypes.filter((type) => new RegExp(`\\b${type}\\b`).test(what))
  const from = rest.join(' from ')
  if (damage.length === 0) {
    return /^(all )?damage$/.test(what.trim()) && from === 'spells'
      ? { type: 'understood', damage: damageTypes, holds: (source) => source.spell }
      : { type: 'unclear', text }
  }
  if (from === '') return { type: 'understood', damage, holds: () => true }
  if (/^non-?magical (attacks|weapons|damage)/.test(from)) {
    const pierces = ({ material }: Source) => material !== undefined && from.includes(material)
    return { type: 'understood', damage, holds: (source) => !source.magical && !pierces(source) }
  }
  if (/^magic(al)? (attacks|weapons) wielded by good/.test(from)) {
    const holds = ({ magical, alignment }: Source) => magical && /\bgood\b/i.test(alignment)
    return { type: 'understood', damage, holds }
  }
  if (/^magic(al)? (attacks|weapons)$/.test(from)) {
    return { type: 'understood', damage, holds: (source) => source.magical }
  }
  return { type: 'unclear', text }
}

function applies(text: string, type: DamageType, source: Source): boolean {
  const defence = parseDefence(text)
  return defence.type === 'understood' && defence.damage.includes(type) && defence.holds(source)
}

function phrases(target: ActorReader, path: string): readonly string[] {
  return target.list(path).filter((phrase) => typeof phrase === 'string')
}
