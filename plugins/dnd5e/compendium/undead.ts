import { area, melee, orElse, ranged } from './build-attack.ts'
import { buildMonster } from './build-monster.ts'

const darkvision = 'darkvision 60 ft.'
const nonmagical = 'bludgeoning, piercing, and slashing from nonmagical attacks'
const noSpeech = 'understands what it knew in life, cannot speak'

/** The undead, as the SRD 5.1 states them. */
export const undead = [
  buildMonster({
    id: 'skeleton',
    name: 'Skeleton',
    size: 'Medium',
    type: 'undead',
    alignment: 'lawful evil',
    challenge: 0.25,
    armourClass: 13,
    hitPoints: 13,
    hitDice: '2d8+4',
    speed: '30 ft.',
    abilities: [10, 14, 15, 6, 8, 5],
    vulnerabilities: ['bludgeoning'],
    immunities: ['poison'],
    conditionImmunities: ['exhaustion', 'poisoned'],
    senses: darkvision,
    languages: noSpeech,
    attacks: [
      melee('Shortsword', 4, ['1d6+2 piercing']),
      ranged('Shortbow', 4, [80, 320], ['1d6+2 piercing']),
    ],
  }),
  buildMonster({
    id: 'zombie',
    name: 'Zombie',
    size: 'Medium',
    type: 'undead',
    alignment: 'neutral evil',
    challenge: 0.25,
    armourClass: 8,
    hitPoints: 22,
    hitDice: '3d8+9',
    speed: '20 ft.',
    abilities: [13, 6, 16, 3, 6, 5],
    saves: { wis: 0 },
    immunities: ['poison'],
    conditionImmunities: ['poisoned'],
    senses: darkvision,
    languages: noSpeech,
    attacks: [melee('Slam', 3, ['1d6+1 bludgeoning'])],
    features: [
      {
        name: 'Undead Fortitude',
        description:
          'At 0 hit points, a Constitution save of 5 + the damage leaves it at 1 instead, unless ' +
          'the damage was radiant or a critical hit.',
      },
    ],
  }),
  buildMonster({
    id: 'ghoul',
    name: 'Ghoul',
    size: 'Medium',
    type: 'undead',
    alignment: 'chaotic evil',
    challenge: 1,
    armourClass: 12,
    hitPoints: 22,
    hitDice: '5d8',
    speed: '30 ft.',
    abilities: [13, 15, 10, 7, 10, 6],
    immunities: ['poison'],
    conditionImmunities: ['charmed', 'exhaustion', 'poisoned'],
    senses: darkvision,
    languages: 'Common',
    attacks: [
      melee('Bite', 2, ['2d6+2 piercing']),
      melee('Claws', 4, ['2d4+2 slashing'], {
        description: 'Elves and undead are not paralyzed.',
        consequence: orElse('con', 10, { conditions: ['paralyzed'] }),
      }),
    ],
  }),
  buildMonster({
    id: 'wight',
    name: 'Wight',
    size: 'Medium',
    type: 'undead',
    alignment: 'neutral evil',
    challenge: 3,
    armourClass: 14,
    hitPoints: 45,
    hitDice: '6d8+18',
    speed: '30 ft.',
    abilities: [15, 14, 16, 10, 13, 15],
    skills: { perception: 3, stealth: 4 },
    resistances: ['necrotic', `${nonmagical} that aren't silvered`],
    immunities: ['poison'],
    conditionImmunities: ['exhaustion', 'poisoned'],
    senses: darkvision,
    languages: 'the languages it knew in life',
    attacks: [
      melee('Longsword', 4, ['1d8+2 slashing']),
      melee('Longsword (two-handed)', 4, ['1d10+2 slashing']),
      ranged('Longbow', 4, [150, 600], ['1d8+2 piercing']),
      melee('Life Drain', 4, ['1d6+2 necrotic'], {
        description:
          'A failed Constitution save of 13 also lowers the maximum by the damage until a long rest.',
      }),
    ],
    features: [
      { name: 'Multiattack', description: 'Two attacks with longsword or longbow.' },
      { name: 'Sunlight Sensitivity', description: 'Attacks and looks badly in sunlight.' },
    ],
  }),
  buildMonster({
    id: 'ghost',
    name: 'Ghost',
    size: 'Medium',
    type: 'undead',
    alignment: 'any alignment',
    challenge: 4,
    armourClass: 11,
    hitPoints: 45,
    hitDice: '10d8',
    speed: 'fly 40 ft. (hover)',
    abilities: [7, 13, 10, 10, 12, 17],
    resistances: ['acid', 'fire', 'lightning', 'thunder', nonmagical],
    immunities: ['cold', 'necrotic', 'poison'],
    conditionImmunities: [
      'charmed',
      'exhaustion',
      'frightened',
      'grappled',
      'paralyzed',
      'petrified',
      'poisoned',
      'prone',
      'restrained',
    ],
    senses: darkvision,
    languages: 'the languages it knew in life',
    attacks: [
      melee('Withering Touch', 5, ['4d6+3 necrotic']),
      area('Horrifying Visage', { ability: 'wis', dc: 13 }, [], {
        description:
          'Everyone within 60 feet who sees it, except undead. Repeat the save each turn.',
        conditions: ['frightened'],
      }),
    ],
    features: [
      { name: 'Incorporeal Movement', description: 'Moves through creatures and objects.' },
      { name: 'Etherealness', description: 'Steps into the Ethereal Plane and back.' },
      {
        name: 'Possession',
        description: 'A humanoid within 5 feet that fails a Charisma save of 13 is taken over.',
      },
    ],
  }),
]
