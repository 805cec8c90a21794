import { addWinsSet, lww, tally, type Rule } from '#crdt-rules'
import type { Block } from '#plugin-sdk'
import { z } from 'zod'

/** What a creature of this system is. */
export const Creature = z.object({
  attributes: z.object({
    hp: z.object({ value: z.int().min(0), max: z.int().min(1).max(999) }),
    /** What an attack has to reach. */
    defence: z.int().min(0).max(99),
  }),
  attack: z.object({ name: z.string().max(80), bonus: z.int(), damage: z.string().max(40) }),
  conditions: z.array(z.string()),
})
export type Creature = z.infer<typeof Creature>

/** How its paths merge when people write them apart. */
export const rules: Readonly<Record<string, Rule>> = {
  'actors.*.attributes.hp.value': tally({
    sets: 'min',
    floor: 0,
    ceiling: 'actors.*.attributes.hp.max',
  }),
  'actors.*.attributes.hp.max': lww(z.int().min(1).max(999)),
  'actors.*.attributes.defence': lww(z.int().min(0).max(99)),
  'actors.*.attack.name': lww(z.string().max(80)),
  'actors.*.attack.bonus': lww(z.int().min(-99).max(99)),
  'actors.*.attack.damage': lww(z.string().max(40)),
  'actors.*.conditions': addWinsSet(z.string().max(40)),
}

/** How it looks. */
export const sheet: Block = {
  block: 'column',
  children: [
    { block: 'text', label: 'Name', path: 'name' },
    {
      block: 'row',
      children: [
        {
          block: 'tally',
          label: 'Hit points',
          path: 'attributes.hp.value',
          maximum: 'attributes.hp.max',
        },
        { block: 'number', label: 'Defence', path: 'attributes.defence' },
      ],
    },
    {
      block: 'section',
      title: 'Attack',
      children: [
        { block: 'text', label: 'With', path: 'attack.name' },
        { block: 'number', label: 'Bonus', path: 'attack.bonus' },
        { block: 'text', label: 'Damage', path: 'attack.damage' },
      ],
    },
    { block: 'conditions', path: 'conditions' },
    { block: 'longText', label: 'Notes', path: 'notes' },
  ],
}
