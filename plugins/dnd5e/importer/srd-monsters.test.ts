import type { CompendiumEntry } from '#plugin-sdk'
import { createTableWith } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { Monster } from '../creature-schema.ts'
import { dnd5e } from '../index.ts'
import { lanternEel, pebble } from './fixtures.ts'
import { srdMonsters } from './srd-monsters.ts'

const ignore = () => undefined
const never = () => false

async function importOne(json: unknown): Promise<{ entry: CompendiumEntry; data: Monster }> {
  const { entries, refused } = await srdMonsters.read(json, ignore, never)
  const [entry] = entries
  if (entry === undefined) throw new Error(`Nothing was imported: ${JSON.stringify(refused)}`)
  return { entry, data: Monster.parse(entry.data) }
}

describe('a monster of the SRD API', () => {
  test('becomes an entry with its numbers', async () => {
    const { entry, data } = await importOne(lanternEel)
    expect(entry).toMatchObject({
      id: 'dnd5e:monsters:imported-lantern-eel',
      kind: 'monster',
      name: 'Lantern Eel',
      summary: 'Large beast, CR 2',
      art: 'beast',
      size: 2,
    })
    expect(data.attributes).toMatchObject({
      hp: { value: 45, max: 45, formula: '6d10+12' },
      ac: 13,
      speed: '5 ft., swim 40 ft., hover',
    })
    expect(data.saves).toEqual({ dex: { bonus: 2 } })
    expect(data.skills).toEqual({ sleightOfHand: { bonus: 4 } })
    expect(data.defences.conditions).toEqual(['prone'])
    expect(data.details.senses).toBe('darkvision 60 ft.')
  })

  test('has each attack as a choice of its own', async () => {
    const { data } = await importOne(lanternEel)
    expect(data.attacks.map(({ name }) => name)).toEqual([
      'Bite',
      'Coil',
      'Spine (held)',
      'Spine (thrown)',
      'Flash',
      'Spark',
      'Sleep',
    ])
  })

  test('keeps what waits behind a save apart, and leaves later damage to the people', async () => {
    const { data } = await importOne(lanternEel)
    expect(data.attacks[0]).toMatchObject({
      type: 'roll',
      toHit: 5,
      reachFeet: 10,
      damage: [{ dice: '1d10+3', type: 'piercing' }],
      consequence: {
        save: { ability: 'con', dc: 12 },
        onSuccess: 'half',
        damage: [{ dice: '2d6', type: 'poison' }],
        conditions: [],
      },
    })
  })

  test('knows the conditions of a grip, a flash and a breath', async () => {
    const { data } = await importOne(lanternEel)
    const [, coil, held, , flash, spark, sleep] = data.attacks
    expect(coil).toMatchObject({
      consequence: { onSuccess: 'none', damage: [], conditions: ['grappled', 'restrained'] },
    })
    expect(held).toMatchObject({ reachFeet: 5, rangeFeet: [20, 60] })
    expect(flash).toMatchObject({
      type: 'save',
      save: { ability: 'con', dc: 13 },
      conditions: ['blinded'],
      limit: 'Recharge 5–6',
    })
    expect(spark).toMatchObject({ onSuccess: 'half', damage: [{ dice: '6d6', type: 'lightning' }] })
    expect(sleep).toMatchObject({ onSuccess: 'none', damage: [] })
  })

  test('keeps healing, and what only words can tell', async () => {
    const { data } = await importOne(lanternEel)
    expect(data.healing).toMatchObject([{ name: 'Soothe', dice: '2d8' }])
    expect(data.features.map(({ name }) => name)).toEqual(['Multiattack', 'Hide', 'Glow'])
  })

  test('may leave out what it does not have, and still fights', async () => {
    const { entry, data } = await importOne(pebble)
    expect(entry).toMatchObject({ summary: 'Tiny construct, CR 1/8', size: 0.5 })
    expect(data.attributes.ac).toBe(17)
    const table = createTableWith(dnd5e, [entry])
    table.place(entry.id, { id: 'pebble' })
    table.place('dnd5e:characters:fighter')
    expect(table.perform('attack', { actor: 'pebble', target: 'fighter' }, [20])).toMatchObject({
      say: expect.stringContaining('takes 0 bludgeoning damage') as string,
    })
  })
})

describe('a file', () => {
  test.each([
    ['one monster', pebble],
    ['a list', [pebble]],
    ['a list inside an object', { count: 1, results: [pebble] }],
  ])('may be %s', async (_, json) => {
    expect(srdMonsters.accepts(json)).toBe(true)
    expect((await importOne(json)).entry.name).toBe('Pebble')
  })

  test.each([[null], ['text'], [[]], [{ name: 'Rope', cost: 1 }], [[1, 2]]])(
    'of something else is not accepted: %j',
    (json) => {
      expect(srdMonsters.accepts(json)).toBe(false)
    },
  )

  test('with broken entries says which and why, and keeps the rest', async () => {
    const broken = [
      pebble,
      { ...pebble, name: 'Ghostly Pebble', hit_points: 'many' },
      { ...pebble, armor_class: [] },
      17,
      { ...pebble, name: 'Wide Pebble', strength: 90 },
      lanternEel,
    ]
    const { entries, refused, cancelled } = await srdMonsters.read(broken, ignore, never)
    expect(entries.map(({ name }) => name)).toEqual(['Pebble', 'Lantern Eel'])
    expect(cancelled).toBe(false)
    expect(refused.map(({ name }) => name)).toEqual([
      'Ghostly Pebble',
      'Pebble',
      'Entry 4',
      'Wide Pebble',
    ])
    expect(refused[0]?.because).toContain('"hit_points" is not as expected')
    expect(refused[3]?.because).toContain('"strength" is not as expected')
  })

  test('with an action that makes no sense is refused with the place', async () => {
    const odd = { ...pebble, actions: [{ desc: 'Without a name.' }] }
    const { refused } = await srdMonsters.read(odd, ignore, never)
    expect(refused[0]?.because).toContain('"actions.0.name"')
  })

  test('of several monsters by one name gives each an id', async () => {
    const { entries } = await srdMonsters.read([pebble, pebble], ignore, never)
    expect(entries.map(({ id }) => id)).toEqual([
      'dnd5e:monsters:imported-pebble',
      'dnd5e:monsters:imported-pebble-2',
    ])
  })

  test('tells how far it is, and lets others do something in between', async () => {
    const seen: (readonly [number, number])[] = []
    let turns = 0
    const ticking = setInterval(() => turns++, 0)
    await srdMonsters.read(
      Array.from({ length: 45 }, () => pebble),
      (...at) => seen.push(at),
      never,
    )
    clearInterval(ticking)
    expect(seen).toEqual([
      [0, 45],
      [10, 45],
      [20, 45],
      [30, 45],
      [40, 45],
      [45, 45],
    ])
    expect(turns).toBeGreaterThan(0)
  })

  test('can be cancelled, and keeps what it had read', async () => {
    let done = 0
    const { entries, cancelled } = await srdMonsters.read(
      Array.from({ length: 45 }, () => pebble),
      (at) => (done = at),
      () => done >= 20,
    )
    expect(cancelled).toBe(true)
    expect(entries).toHaveLength(20)
  })
})
