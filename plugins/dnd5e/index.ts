/** Fifth edition by the SRD 5.1: characters and monsters, fights, rests, and a compendium. */
import { definePlugin } from '#plugin-sdk'
import { attack } from './actions/attack.ts'
import { abilityCheck, savingThrowAction } from './actions/checks.ts'
import { addCondition, removeCondition } from './actions/conditions.ts'
import { damage } from './actions/damage.ts'
import { deathSave, stabilize } from './actions/dying.ts'
import { endEncounter, initiative, nextTurn, startEncounter } from './actions/encounter.ts'
import { heal, temporary } from './actions/heal.ts'
import { longRest, shortRest } from './actions/rests.ts'
import { compendium } from './compendium/index.ts'
import { conditions } from './conditions.ts'
import { Character, Monster } from './creature-schema.ts'
import { derived } from './derived.ts'
import { srdMonsters } from './importer/srd-monsters.ts'
import { rules } from './rules.ts'
import { characterSheet, monsterSheet } from './sheets.ts'
import { sizes, systemId } from './vocabulary.ts'

export const dnd5e = definePlugin({
  id: systemId,
  version: '0.1.0',
  name: 'Fifth edition (SRD 5.1)',
  attribution:
    'This work includes material taken from the System Reference Document 5.1 (“SRD 5.1”) by ' +
    'Wizards of the Coast LLC, available at ' +
    'https://dnd.wizards.com/resources/systems-reference-document. The SRD 5.1 is licensed under ' +
    'the Creative Commons Attribution 4.0 International License, available at ' +
    'https://creativecommons.org/licenses/by/4.0/legalcode.',
  rules,
  diagonals: 'equal-diagonals',
  kinds: {
    character: {
      name: 'Character',
      schema: Character,
      sheet: characterSheet,
      quickActions: ['attack', 'heal', 'damage', 'add-condition', 'remove-condition'],
    },
    monster: {
      name: 'Monster',
      schema: Monster,
      sheet: monsterSheet,
      quickActions: ['attack', 'damage', 'heal', 'add-condition', 'remove-condition'],
    },
  },
  conditions,
  derived,
  actions: [
    attack,
    damage,
    heal,
    temporary,
    addCondition,
    removeCondition,
    savingThrowAction,
    abilityCheck,
    deathSave,
    stabilize,
    initiative,
    startEncounter,
    nextTurn,
    endEncounter,
    shortRest,
    longRest,
  ],
  compendium,
  compendiumFilters: [
    { name: 'Kind', path: 'details.type' },
    {
      name: 'Challenge',
      path: 'details.challenge',
      words: { '0.125': '1/8', '0.25': '1/4', '0.5': '1/2' },
    },
    { name: 'Class', path: 'details.class' },
    { name: 'Size', path: 'details.size', order: sizes },
  ],
  importers: [srdMonsters],
  starter: {
    heroes: ['fighter', 'cleric', 'rogue', 'wizard'].map((id) => `${systemId}:characters:${id}`),
    monsters: ['goblin', 'goblin', 'goblin', 'wolf', 'bugbear'].map(
      (id) => `${systemId}:monsters:${id}`,
    ),
  },
})
