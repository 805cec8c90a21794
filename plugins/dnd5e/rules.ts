import { addWinsSet, lww, tally, type Rule } from '#crdt-rules'
import { z } from 'zod'
import { Attack, Healing } from './attack-schema.ts'

const text = z.string().max(4000)
const list = z.array(z.string().max(200)).max(60)
const number = z.number().min(-1000).max(10_000)

/** How each path of a creature merges when people write it apart. */
export const rules: Readonly<Record<string, Rule>> = {
  // Two hits at once both land; set apart, the lower counts.
  'actors.*.attributes.hp.value': tally({
    sets: 'min',
    floor: 0,
    ceiling: 'actors.*.attributes.hp.max',
  }),
  'actors.*.attributes.hp.max': lww(z.int().min(0).max(9999)),
  // Temporary hit points do not add up: of two given apart the greater counts.
  'actors.*.attributes.hp.temporary': tally({ sets: 'max', floor: 0 }),
  'actors.*.attributes.hp.formula': lww(z.string().max(60)),
  'actors.*.attributes.ac': lww(z.int().min(0).max(99)),
  'actors.*.attributes.speed': lww(z.string().max(200)),
  'actors.*.attributes.initiative': lww(z.int().min(-20).max(20)),
  'actors.*.attributes.exhaustion': tally({ sets: 'max', floor: 0, ceiling: 6 }),
  'actors.*.attributes.death.successes': tally({ sets: 'max', floor: 0, ceiling: 3 }),
  'actors.*.attributes.death.failures': tally({ sets: 'max', floor: 0, ceiling: 3 }),
  // What was spent apart was spent twice.
  'actors.*.attributes.hitDice.value': tally({
    sets: 'min',
    floor: 0,
    ceiling: 'actors.*.attributes.hitDice.max',
  }),
  'actors.*.attributes.hitDice.max': lww(z.int().min(0).max(40)),
  'actors.*.attributes.hitDice.die': lww(z.enum(['d6', 'd8', 'd10', 'd12'])),
  'actors.*.attributes.slots.*.value': tally({
    sets: 'min',
    floor: 0,
    ceiling: 'actors.*.attributes.slots.*.max',
  }),
  'actors.*.attributes.slots.*.max': lww(z.int().min(0).max(20)),
  // Better a stale "poisoned" than a lost one; one entry per source.
  'actors.*.conditions': addWinsSet(z.string().max(80)),
  'actors.*.abilities.*': lww(z.int().min(0).max(30)),
  'actors.*.saves.*.*': lww(number),
  'actors.*.skills.*.*': lww(number),
  'actors.*.details.*': lww(z.union([text, number])),
  'actors.*.defences.*': lww(list),
  'actors.*.attacks': lww(z.array(Attack).max(60)),
  'actors.*.healing': lww(z.array(Healing).max(20)),
  'actors.*.features': lww(
    z.array(z.object({ id: z.string(), name: z.string(), description: text })).max(80),
  ),
}
