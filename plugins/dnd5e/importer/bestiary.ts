import { seededRandom } from '#plugin-sdk/testing'
import { abilityNames, damageTypes, sizes, type AbilityId, type Size } from '../vocabulary.ts'

/** A monster in the shape of the 5e SRD API, and what must be known of it once it is imported. */
export interface Specimen {
  readonly json: Readonly<Record<string, unknown>> & { readonly name: string }
  readonly size: Size
  readonly hitPoints: number
  readonly armourClass: number
  readonly attacks: readonly ExpectedAttack[]
  /** Dice of what heals. */
  readonly healing: readonly string[]
  /** Names of what only words tell. */
  readonly features: readonly string[]
}

/** What an attack does when every die of damage shows 1 and the target fails to save. */
export interface ExpectedAttack {
  readonly name: string
  readonly type: 'roll' | 'save'
  /** Feet at which somebody stands well to try it. */
  readonly feet: number
  readonly leastDamage: number
  readonly conditions: readonly string[]
}

/** So many monsters of our own making, the same each time: every size, kind of action and way of writing takes turns. */
export function bestiary(count: number, seed = 1): readonly Specimen[] {
  const random = seededRandom(seed)
  const draw: Draw = {
    number: (from, to) => from + Math.floor(random() * (to - from + 1)),
    of: (list) => list[Math.floor(random() * list.length)] as (typeof list)[number],
  }
  return Array.from({ length: count }, (_, index) => specimen(index, draw))
}

interface Draw {
  number(from: number, to: number): number
  of<Value>(list: readonly Value[]): Value
}

/** An action as the file tells it, with what is to be read from it. */
interface Told {
  readonly json: Readonly<Record<string, unknown>>
  readonly attack?: ExpectedAttack
  readonly healing?: string
}

function specimen(index: number, draw: Draw): Specimen {
  const size = takingTurns(sizes, index)
  const armourClass = draw.number(5, 25)
  const hitPoints = draw.number(1, 676)
  const kinds = [weapon, poison, grip, missile, breath, gaze, mending, trick]
  const told = [
    weapon('Strike', draw),
    ...[0, 1, 2].map((next) => takingTurns(kinds, index + next * 3)(`Way ${next + 1}`, draw)),
  ]
  const name = `${draw.of(firstNames)} ${draw.of(lastNames)} ${index + 1}`
  const score = () => draw.number(1, 30)
  return {
    json: {
      ...(index % 3 === 0 ? {} : { index: name.toLowerCase().replaceAll(' ', '-') }),
      ...{ name, size: index % 2 === 0 ? size : size.toLowerCase(), type: draw.of(creatures) },
      armor_class:
        index % 4 === 0
          ? armourClass
          : [
              { type: 'natural', value: armourClass },
              { type: 'spell', value: armourClass + 3 },
            ],
      ...{ hit_points: hitPoints, hit_dice: `${draw.number(1, 33)}d8` },
      speed: index % 5 === 0 ? '30 ft.' : { walk: '30 ft.', fly: '60 ft.', hover: true },
      ...{ strength: score(), dexterity: score(), constitution: score() },
      ...{ intelligence: score(), wisdom: score(), charisma: score() },
      proficiencies: [{ value: 5, proficiency: { index: 'saving-throw-wis', name: 'Wisdom' } }],
      // Steel is not among them: a sword can try each.
      damage_immunities: index % 7 === 0 ? ['poison', 'fire'] : [],
      condition_immunities: index % 6 === 0 ? [{ index: 'charmed', name: 'Charmed' }] : null,
      challenge_rating: takingTurns([0, 0.125, '1/4', 0.5, 1, 7, 30], index),
      special_abilities: [{ name: 'Manner', desc: 'It hums when it is content.' }],
      actions: [{ name: 'Multiattack', desc: 'It acts twice.' }, ...told.map(({ json }) => json)],
    },
    ...{ size, hitPoints, armourClass },
    attacks: told.flatMap(({ attack }) => attack ?? []),
    healing: told.flatMap(({ healing }) => healing ?? []),
    features: [
      'Multiattack',
      ...told.flatMap(({ json, attack, healing }) =>
        attack === undefined && healing === undefined ? [String(json['name'])] : [],
      ),
      'Manner',
    ],
  }
}

function weapon(name: string, draw: Draw): Told {
  const { damage, words, least } = harm(draw)
  const feet = draw.of([5, 10, 15])
  const toHit = draw.number(0, 19)
  const desc = `Melee Weapon Attack: +${toHit} to hit, reach ${feet} ft., one target. Hit: ${words}.`
  return {
    json: { name, desc, attack_bonus: toHit, damage: [damage] },
    attack: { name, type: 'roll', feet: 5, leastDamage: least, conditions: [] },
  }
}

/** More damage behind a save, on top of that of the hit. */
function poison(name: string, draw: Draw): Told {
  const hit = harm(draw)
  const later = harm(draw, 'poison')
  const desc =
    `Melee Weapon Attack: +8 to hit, reach 5 ft., one creature. Hit: ${hit.words}, and the ` +
    `target must make a DC ${highDc} Constitution saving throw, taking ${later.words} on a ` +
    'failed save, or half as much damage on a successful one.'
  return {
    json: { name, desc, attack_bonus: 8, damage: [hit.damage, later.damage] },
    attack: { name, type: 'roll', feet: 5, leastDamage: hit.least + later.least, conditions: [] },
  }
}

function grip(name: string, draw: Draw): Told {
  const { damage, words, least } = harm(draw)
  const desc =
    `Melee Weapon Attack: +6 to hit, reach 5 ft., one target. Hit: ${words}, and the target ` +
    'is grappled (escape DC 14). Until this grapple ends, the target is restrained.'
  const conditions = ['grappled', 'restrained']
  return {
    json: { name, desc, attack_bonus: 6, damage: [damage] },
    attack: { name, type: 'roll', feet: 5, leastDamage: least, conditions },
  }
}

/** Its numbers are told in words only. */
function missile(name: string, draw: Draw): Told {
  const { words, least } = harm(draw)
  const desc = `Ranged Weapon Attack: +7 to hit, range 80/320 ft., one target. Hit: ${words}.`
  return {
    json: { name, desc },
    attack: { name, type: 'roll', feet: 30, leastDamage: least, conditions: [] },
  }
}

function breath(name: string, draw: Draw): Told {
  const { damage, words, least } = harm(draw)
  const ability = draw.of(['dex', 'con'] as const)
  const desc =
    `Each creature in a line must make a DC ${highDc} ${abilityNames[ability]} saving throw, ` +
    `taking ${words} on a failed save, or half as much damage on a successful one.`
  const usage = { type: 'recharge on roll', dice: '1d6', min_value: draw.of([5, 6]) }
  return {
    json: { name, desc, dc: difficulty(ability, 'half'), damage: [damage], usage },
    attack: { name, type: 'save', feet: 5, leastDamage: least, conditions: [] },
  }
}

function gaze(name: string, draw: Draw): Told {
  const condition = draw.of(['blinded', 'frightened', 'poisoned', 'stunned'])
  const desc =
    `The target must succeed on a DC ${highDc} Wisdom saving throw or be ${condition} for ` +
    '1 minute.'
  return {
    json: { name, desc, dc: difficulty('wis', 'none'), usage: { type: 'per day', times: 3 } },
    attack: { name, type: 'save', feet: 5, leastDamage: 0, conditions: [condition] },
  }
}

function mending(name: string, draw: Draw): Told {
  const healing = `${draw.number(1, 9)}d8+3`
  const desc = `The target magically regains 20 (${healing.replace('+', ' + ')}) hit points.`
  return { json: { name, desc }, healing }
}

function trick(name: string, draw: Draw): Told {
  return { json: { name, desc: `It turns ${draw.of(['left', 'right', 'grey'])} and is gone.` } }
}

function harm(draw: Draw, type = draw.of(damageTypes)) {
  const [dice, bonus] = [draw.number(1, 4), draw.number(0, 9)]
  const sides = draw.of([4, 6, 8, 10, 12])
  const plus = bonus === 0 ? '' : ` + ${bonus}`
  const gap = draw.of([' ', ''])
  return {
    damage: {
      damage_type: { index: type, name: type },
      damage_dice: `${dice}d${sides}${bonus === 0 ? '' : `${gap}+${gap}${bonus}`}`,
    },
    words: `${dice * sides} (${dice}d${sides}${plus}) ${type} damage`,
    least: dice + bonus,
  }
}

function difficulty(ability: AbilityId, success: 'half' | 'none') {
  return { dc_type: { index: ability }, dc_value: highDc, success_type: success }
}

function takingTurns<Value>(list: readonly Value[], index: number): Value {
  return list[index % list.length] as Value
}

/** Nobody who throws a 1 makes it. */
const highDc = 25
const firstNames = ['Brass', 'Hollow', 'Mire', 'Ashen', 'Quiet', 'Thorned', 'Sunken']
const lastNames = ['Heron', 'Warden', 'Bramble', 'Moth', 'Lurcher', 'Bell', 'Toad']
const creatures = ['beast', 'fiend', 'ooze', 'dragon', 'swarm of tiny beasts', 'undead', 'plant']
