import { createTableWith, refusalsOf, type TestTable } from '#plugin-sdk/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CompendiumEntry } from '#plugin-sdk'
import { Monster } from '../creature-schema.ts'
import { dnd5e } from '../index.ts'
import { cellsBySize } from '../vocabulary.ts'
import { bestiary } from './bestiary.ts'
import { srdMonsters } from './srd-monsters.ts'

const fighter = 'dnd5e:characters:fighter'
const specimens = bestiary(350)
let entries: readonly CompendiumEntry[] = []

beforeAll(async () => {
  const file = JSON.parse(JSON.stringify(specimens.map(({ json }) => json))) as unknown
  const report = await srdMonsters.read(
    file,
    () => undefined,
    () => false,
  )
  expect(report.refused).toEqual([])
  entries = report.entries
})

describe('a file of 350 monsters', () => {
  test('is imported whole, each under an id of its own and with its own numbers', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(350)
    const read = entries.map(({ name, size, data }) => {
      const { attributes, healing, features } = Monster.parse(data)
      return {
        ...{ name, size, armourClass: attributes.ac, hitPoints: attributes.hp },
        healing: healing.map(({ dice }) => dice),
        features: features.map((feature) => feature.name),
      }
    })
    expect(read).toEqual(
      specimens.map(({ json, size, armourClass, hitPoints, healing, features }) => ({
        ...{ name: json.name, size: cellsBySize[size], armourClass, healing, features },
        hitPoints: expect.objectContaining({ value: hitPoints, max: hitPoints }) as unknown,
      })),
    )
  })

  test('keeps every attack of each, and makes none of what is told in words', () => {
    const read = entries.map(({ data }) =>
      Monster.parse(data).attacks.map(({ name, type }) => ({ name, type })),
    )
    expect(read).toEqual(
      specimens.map(({ attacks }) => attacks.map(({ name, type }) => ({ name, type }))),
    )
  })

  test('can be fought: each attack of each brings a hero what it tells, and a sword hurts each', () => {
    expect(entries.map(fight)).toEqual(
      specimens.map(({ attacks, hitPoints }) => ({
        attacks: attacks.map(({ name, leastDamage, conditions }) => ({
          ...{ name, lost: leastDamage, conditions, wrong: [] },
        })),
        sword: { wrong: [], left: Math.max(0, hitPoints - swordDamage) },
      })),
    )
  })
})

/** 1d8+3 that is critical and shows 1 twice. */
const swordDamage = 5

/** Every attack upon a hero of its own, and then a sword upon the monster. */
function fight(entry: CompendiumEntry, index: number) {
  const table = createTableWith(dnd5e, [entry])
  table.place(entry.id, { id: 'monster' })
  const { attacks } = Monster.parse(entry.data)
  const expected = specimens[index]?.attacks ?? []
  return {
    attacks: attacks.map(({ id, name }, at) => {
      const { type = 'roll', feet = 5 } = expected[at] ?? {}
      const hero = placeHero(table, entry, `hero-${at}`, feet)
      // It hits or is not saved from; every other die shows 1.
      const faces = [...(type === 'roll' ? [19] : []), ...new Array<number>(20).fill(1)]
      const input = { actor: 'monster', target: hero, choice: id }
      const before = hitPointsOf(table, hero)
      const wrong = refusalsOf(table, table.perform('attack', input, faces))
      const lost = before - hitPointsOf(table, hero)
      return { name, lost, conditions: table.read(`actors.${hero}.conditions`), wrong }
    }),
    sword: {
      wrong: refusalsOf(
        table,
        table.perform(
          'attack',
          {
            actor: placeHero(table, entry, 'swordsman', 5),
            target: 'monster',
            choice: 'longsword',
          },
          [20, 1, 1],
        ),
      ),
      left: hitPointsOf(table, 'monster'),
    },
  }
}

function placeHero(table: TestTable, entry: CompendiumEntry, id: string, feet: number): string {
  table.place(fighter, { id, x: entry.size + feet / 5 })
  return id
}

function hitPointsOf(table: TestTable, actor: string): number {
  return table.world.actor(actor)?.number('attributes.hp.value') ?? NaN
}
