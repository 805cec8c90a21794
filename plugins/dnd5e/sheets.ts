import type { Block } from '#plugin-sdk'
import { abilityIds, abilityNames, sizes, skillIds, skills } from './vocabulary.ts'

const abilities: Block = {
  block: 'section',
  title: 'Abilities',
  children: [
    {
      block: 'row',
      children: abilityIds.map((id) => ({
        block: 'ability',
        label: abilityNames[id],
        path: `abilities.${id}`,
        derived: `${id}.modifier`,
        roll: '1d20+{value}',
      })),
    },
  ],
}

const fight: Block = {
  block: 'section',
  title: 'Fight',
  children: [
    {
      block: 'row',
      children: [
        {
          block: 'tally',
          label: 'Hit points',
          path: 'attributes.hp.value',
          maximum: 'attributes.hp.max',
        },
        { block: 'tally', label: 'Temporary', path: 'attributes.hp.temporary' },
        { block: 'number', label: 'Maximum', path: 'attributes.hp.max' },
        { block: 'number', label: 'Armour class', path: 'attributes.ac' },
        {
          block: 'derived',
          label: 'Initiative',
          name: 'initiative',
          signed: true,
          roll: '1d20+{value}',
        },
        { block: 'derived', label: 'Proficiency', name: 'proficiency', signed: true },
        { block: 'text', label: 'Speed', path: 'attributes.speed' },
      ],
    },
    { block: 'conditions', path: 'conditions' },
    { block: 'list', title: 'Attacks', path: 'attacks', action: 'attack' },
  ],
}

const saves: Block = {
  block: 'section',
  title: 'Saving throws',
  children: [
    {
      block: 'row',
      children: abilityIds.map((id) => ({
        block: 'derived',
        label: abilityNames[id],
        name: `${id}.save`,
        signed: true,
        roll: '1d20+{value}',
      })),
    },
  ],
}

const skillList: Block = {
  block: 'section',
  title: 'Skills',
  children: [
    ...skillIds.map((id): Block => ({
      block: 'derived',
      label: skills[id].name,
      name: `skill.${id}`,
      signed: true,
      roll: '1d20+{value}',
    })),
    { block: 'derived', label: 'Passive Perception', name: 'passive.perception' },
  ],
}

const size: Block = {
  block: 'choice',
  label: 'Size',
  path: 'details.size',
  options: sizes.map((value) => ({ value, name: value })),
}

const words: readonly Block[] = [
  { block: 'text', label: 'Senses', path: 'details.senses' },
  { block: 'text', label: 'Languages', path: 'details.languages' },
]

/** The sheet of a character. */
export const characterSheet: Block = {
  block: 'column',
  children: [
    { block: 'text', label: 'Name', path: 'name' },
    {
      block: 'row',
      children: [
        { block: 'text', label: 'Class', path: 'details.class' },
        { block: 'number', label: 'Level', path: 'details.level' },
        { block: 'text', label: 'Race', path: 'details.race' },
        { block: 'text', label: 'Alignment', path: 'details.alignment' },
        size,
      ],
    },
    fight,
    { block: 'list', title: 'Healing', path: 'healing', action: 'heal' },
    abilities,
    saves,
    skillList,
    {
      block: 'section',
      title: 'Rest and dying',
      children: [
        {
          block: 'row',
          children: [
            {
              block: 'tally',
              label: 'Hit dice',
              path: 'attributes.hitDice.value',
              maximum: 'attributes.hitDice.max',
            },
            { block: 'tally', label: 'Exhaustion', path: 'attributes.exhaustion' },
            { block: 'tally', label: 'Death saves made', path: 'attributes.death.successes' },
            { block: 'tally', label: 'Death saves failed', path: 'attributes.death.failures' },
          ],
        },
        {
          block: 'row',
          children: [1, 2, 3].map((level) => ({
            block: 'tally',
            label: `Level ${level} slots`,
            path: `attributes.slots.${level}.value`,
            maximum: `attributes.slots.${level}.max`,
          })),
        },
      ],
    },
    { block: 'list', title: 'Features', path: 'features' },
    ...words,
    { block: 'longText', label: 'Notes', path: 'notes' },
  ],
}

/** The sheet of a monster. */
export const monsterSheet: Block = {
  block: 'column',
  children: [
    { block: 'text', label: 'Name', path: 'name' },
    {
      block: 'row',
      children: [
        { block: 'text', label: 'Type', path: 'details.type' },
        { block: 'text', label: 'Alignment', path: 'details.alignment' },
        { block: 'number', label: 'Challenge', path: 'details.challenge' },
        size,
      ],
    },
    fight,
    abilities,
    saves,
    skillList,
    { block: 'list', title: 'Features', path: 'features' },
    ...words,
    { block: 'longText', label: 'Notes', path: 'notes' },
  ],
}
