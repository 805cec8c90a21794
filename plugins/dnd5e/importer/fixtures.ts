/** Monsters of our own making in the shape of the 5e SRD API, for tests. */

/** One with everything that the reader knows. */
export const lanternEel = {
  index: 'lantern-eel',
  name: 'Lantern Eel',
  size: 'Large',
  type: 'beast',
  alignment: 'unaligned',
  armor_class: [
    { type: 'natural', value: 13 },
    { type: 'spell', value: 16 },
  ],
  hit_points: 45,
  hit_dice: '6d10',
  hit_points_roll: '6d10+12',
  speed: { walk: '5 ft.', swim: '40 ft.', hover: true },
  strength: 16,
  dexterity: 14,
  constitution: 15,
  intelligence: 2,
  wisdom: 10,
  charisma: 5,
  proficiencies: [
    { value: 4, proficiency: { index: 'saving-throw-dex', name: 'Saving Throw: DEX' } },
    { value: 6, proficiency: { index: 'skill-sleight-of-hand', name: 'Skill: Sleight of Hand' } },
  ],
  damage_vulnerabilities: ['cold'],
  damage_resistances: ['bludgeoning, piercing, and slashing from nonmagical weapons'],
  damage_immunities: ['lightning'],
  condition_immunities: [
    { index: 'prone', name: 'Prone' },
    { index: 'dizzy', name: 'Dizzy' },
  ],
  senses: { darkvision: '60 ft.', passive_perception: 10 },
  languages: '',
  challenge_rating: 2,
  special_abilities: [{ name: 'Glow', desc: 'It sheds dim light.' }],
  actions: [
    { name: 'Multiattack', desc: 'One bite and one lash.', multiattack_type: 'actions' },
    {
      name: 'Bite',
      desc:
        'Melee Weapon Attack: +5 to hit, reach 10 ft., one target. Hit: 8 (1d10 + 3) piercing ' +
        'damage, and the target must make a DC 12 Constitution saving throw, taking 7 (2d6) ' +
        'poison damage on a failed save, or half as much damage on a successful one. When the eel ' +
        'is in water, the target takes 5 (1d10) lightning damage at the start of its turns.',
      attack_bonus: 5,
      damage: [
        { damage_type: { index: 'piercing' }, damage_dice: '1d10+3' },
        { damage_type: { index: 'poison' }, damage_dice: '2d6' },
        { damage_type: { index: 'lightning' }, damage_dice: '1d10' },
      ],
    },
    {
      name: 'Coil',
      desc:
        'Melee Weapon Attack: +5 to hit, reach 5 ft., one creature. Hit: 10 (2d6 + 3) ' +
        'bludgeoning damage, and the target is grappled (escape DC 13). Until this grapple ends, ' +
        'the target is restrained.',
      attack_bonus: 5,
      damage: [{ damage_type: { index: 'bludgeoning' }, damage_dice: '2d6 + 3' }],
    },
    {
      name: 'Spine',
      desc: 'Melee or Ranged Weapon Attack: +4 to hit, reach 5 ft. or range 20/60 ft., one target.',
      attack_bonus: 4,
      damage: [
        {
          choose: 1,
          type: 'damage',
          from: {
            options: [
              { damage_type: { index: 'piercing' }, damage_dice: '1d6', notes: 'Held' },
              { damage_type: { index: 'piercing' }, damage_dice: '1d8', notes: 'Thrown' },
            ],
          },
        },
      ],
    },
    {
      name: 'Flash',
      desc:
        'Each creature within 20 feet that can see the eel must succeed on a DC 13 Constitution ' +
        'saving throw or be blinded for 1 minute.',
      dc: { dc_type: { index: 'con' }, dc_value: 13, success_type: 'none' },
      usage: { type: 'recharge on roll', dice: '1d6', min_value: 5 },
    },
    {
      name: 'Breath',
      desc: 'It breathes in one of two ways. Sleep. A creature falls unconscious.',
      options: {
        choose: 1,
        from: {
          options: [
            {
              name: 'Spark',
              dc: { dc_type: { index: 'dex' }, dc_value: 13, success_type: 'half' },
              damage: [{ damage_type: { index: 'lightning' }, damage_dice: '6d6' }],
            },
            {
              name: 'Sleep',
              dc: { dc_type: { index: 'con' }, dc_value: 13, success_type: 'none' },
            },
          ],
        },
      },
    },
    { name: 'Soothe', desc: 'The target magically regains 9 (2d8) hit points.' },
    { name: 'Hide', desc: 'The eel vanishes in the mud.' },
  ],
}

/** One with no more than must be there, told in other ways. */
export const pebble = {
  name: 'Pebble',
  size: 'tiny',
  type: 'construct',
  armor_class: 17,
  hit_points: 3,
  speed: '0 ft.',
  strength: 1,
  dexterity: 1,
  constitution: 10,
  intelligence: 1,
  wisdom: 1,
  charisma: 1,
  challenge_rating: '1/8',
  actions: null,
}
