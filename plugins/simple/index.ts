/** The smallest complete game system: hit points, one attack, three conditions. Copy it to start. */
import type { Json } from '#crdt-rules'
import { definePlugin, type CompendiumEntry } from '#plugin-sdk'
import { attack, heal, toggleCondition } from './actions.ts'
import { conditions } from './conditions.ts'
import { Creature, rules, sheet } from './creature.ts'

export const simple = definePlugin({
  id: 'simple',
  version: '0.1.0',
  name: 'Simple',
  rules,
  kinds: {
    creature: {
      name: 'Creature',
      schema: Creature,
      sheet,
      quickActions: ['attack', 'heal', 'condition'],
    },
  },
  conditions,
  derived: {
    wounds: (actor) => actor.number('attributes.hp.max') - actor.number('attributes.hp.value'),
    down: (actor) => Number(actor.number('attributes.hp.value') < 1),
  },
  actions: [attack, heal, toggleCondition],
  compendium: [
    creature('hero', 'Hero', 'fighter', 20, 14, { name: 'Sword', bonus: 5, damage: '1d8+3' }),
    creature('wolf', 'Wolf', 'beast', 11, 13, { name: 'Bite', bonus: 4, damage: '2d4+2' }),
    creature('ghost', 'Ghost', 'undead', 30, 11, { name: 'Touch', bonus: 5, damage: '3d6' }),
  ],
  importers: [],
  starter: { heroes: ['simple:hero'], monsters: ['simple:wolf', 'simple:wolf', 'simple:ghost'] },
})

function creature(
  id: string,
  name: string,
  art: string,
  hitPoints: number,
  defence: number,
  attackWith: Creature['attack'],
): CompendiumEntry {
  const data: Creature = {
    attributes: { hp: { value: hitPoints, max: hitPoints }, defence },
    attack: attackWith,
    conditions: [],
  }
  return {
    id: `simple:${id}`,
    kind: 'creature',
    name,
    summary: `${hitPoints} hit points, ${attackWith.name.toLowerCase()} ${attackWith.damage}`,
    art,
    size: 1,
    data: data satisfies Json,
  }
}
