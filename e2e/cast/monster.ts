/** A monster as files in the shape of the 5e SRD API have it. */
export function monster(name: string): Record<string, unknown> {
  return {
    index: name.toLowerCase().replaceAll(' ', '-'),
    name,
    size: 'Medium',
    type: 'undead',
    alignment: 'neutral evil',
    armor_class: [{ type: 'natural', value: 13 }],
    hit_points: 22,
    hit_dice: '3d8',
    hit_points_roll: '3d8+9',
    speed: { walk: '30 ft.' },
    strength: 14,
    dexterity: 12,
    constitution: 16,
    intelligence: 6,
    wisdom: 10,
    charisma: 5,
    proficiencies: [],
    damage_vulnerabilities: [],
    damage_resistances: [],
    damage_immunities: [],
    condition_immunities: [],
    senses: { passive_perception: 10 },
    languages: '',
    challenge_rating: 1,
    proficiency_bonus: 2,
    xp: 200,
    actions: [
      {
        name: 'Claw',
        desc: 'Melee Weapon Attack: +4 to hit, reach 5 ft., one target. Hit: 5 (1d6 + 2) slashing damage.',
        attack_bonus: 4,
        damage: [{ damage_type: { index: 'slashing', name: 'Slashing' }, damage_dice: '1d6+2' }],
      },
    ],
  }
}
