import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'
import { damageTypes } from '../vocabulary.ts'
import { parseDefence, resist, type Source } from './defences.ts'

const mundane: Source = { magical: false, spell: false, alignment: 'evil' }
const magic: Source = { ...mundane, magical: true }

function wightWith(path: string, phrases: readonly string[]) {
  const table = createTable(dnd5e)
  const wight = table.place('dnd5e:monsters:wight')
  table.write(`actors.wight.defences.${path}`, { set: [...phrases] })
  return { table, wight }
}

describe('damage of one type', () => {
  test('is halved by resistance, rounded down', () => {
    const { wight } = wightWith('resistances', ['fire'])
    expect(resist(wight, 'fire', 9, mundane)).toEqual({ amount: 4, because: 'resistant' })
    expect(resist(wight, 'cold', 9, mundane)).toEqual({ amount: 9, because: '' })
  })

  test('is nothing to who is immune, double to who is vulnerable', () => {
    const { table, wight } = wightWith('vulnerabilities', ['fire'])
    expect(resist(wight, 'poison', 9, magic).amount).toBe(0)
    expect(resist(wight, 'fire', 9, magic).amount).toBe(18)
    table.write('actors.wight.defences.resistances', { set: ['fire'] })
    expect(resist(wight, 'fire', 9, magic).amount).toBe(8)
  })

  test('is halved by stone, and poison does nothing to it', () => {
    const { table, wight } = wightWith('immunities', [])
    table.write('actors.wight.conditions', { add: 'petrified' })
    expect(resist(wight, 'force', 9, magic).amount).toBe(4)
    expect(resist(wight, 'poison', 9, magic).amount).toBe(0)
  })

  test.each<[string, Partial<Source>, number]>([
    ['a plain weapon', {}, 5],
    ['a magic weapon', { magical: true }, 10],
    ['a silvered weapon', { material: 'silvered' }, 10],
    ['an adamantine weapon', { material: 'adamantine' }, 5],
  ])('a wight takes from %s what it should', (_, source, expected) => {
    const wight = createTable(dnd5e).place('dnd5e:monsters:wight')
    expect(resist(wight, 'slashing', 10, { ...mundane, ...source }).amount).toBe(expected)
  })
})

describe('phrases of stat blocks', () => {
  test.each<[string, readonly string[], Partial<Source>, boolean]>([
    ['cold', ['cold'], {}, true],
    ['damage from spells', damageTypes, { spell: true }, true],
    ['damage from spells', damageTypes, {}, false],
    [
      'bludgeoning, piercing, and slashing from nonmagical weapons',
      ['bludgeoning', 'piercing', 'slashing'],
      { magical: true },
      false,
    ],
    [
      "piercing and slashing from nonmagical attacks that aren't adamantine",
      ['piercing', 'slashing'],
      {},
      true,
    ],
    [
      'bludgeoning, piercing, and slashing from nonmagical attacks (from stoneskin)',
      ['bludgeoning', 'piercing', 'slashing'],
      {},
      true,
    ],
    [
      'piercing from magic weapons wielded by good creatures',
      ['piercing'],
      { magical: true, alignment: 'lawful good' },
      true,
    ],
    [
      'piercing from magic weapons wielded by good creatures',
      ['piercing'],
      { magical: true },
      false,
    ],
  ])('%s is understood', (text, types, source, holds) => {
    const defence = parseDefence(text)
    expect(defence).toMatchObject({ type: 'understood', damage: types })
    if (defence.type === 'understood') {
      expect(defence.holds({ ...mundane, alignment: '', ...source })).toBe(holds)
    }
  })

  test.each(['fire from the sun', 'sarcasm'])('"%s" is left to the people', (text) => {
    expect(parseDefence(text)).toEqual({ type: 'unclear', text })
  })

  test('the log names what it could not judge', () => {
    const { table } = wightWith('resistances', ['fire from the sun'])
    const outcome = table.perform('damage', { actor: 'wight', amount: 9, choice: 'fire' })
    expect(outcome).toMatchObject({
      say: 'Wight takes 9 fire damage. Judge yourselves: fire from the sun.',
    })
  })
})
