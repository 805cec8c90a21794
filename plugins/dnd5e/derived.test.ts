import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from './index.ts'

describe('what follows from the numbers of a creature', () => {
  test.each([
    ['characters:rogue', 'dex.modifier', 3],
    ['characters:rogue', 'str.modifier', -1],
    ['characters:rogue', 'proficiency', 2],
    ['characters:rogue', 'dex.save', 5],
    ['characters:rogue', 'con.save', 2],
    ['characters:rogue', 'skill.stealth', 7],
    ['characters:rogue', 'skill.perception', 3],
    ['characters:rogue', 'passive.perception', 13],
    ['characters:rogue', 'initiative', 3],
    ['characters:fighter', 'attack.melee', 5],
    ['characters:fighter', 'attack.ranged', 3],
    ['monsters:goblin', 'skill.stealth', 6],
    ['monsters:goblin', 'proficiency', 2],
    ['monsters:ghost', 'proficiency', 2],
    ['monsters:troll', 'proficiency', 3],
    ['monsters:young-red-dragon', 'proficiency', 4],
    ['monsters:young-red-dragon', 'con.save', 9],
    ['monsters:bandit-captain', 'wis.save', 2],
  ])('%s: %s is %i', (entry, name, expected) => {
    const actor = createTable(dnd5e).place(`dnd5e:${entry}`)
    expect(actor.derive(name)).toBe(expected)
  })

  test('a changed ability changes what follows from it', () => {
    const table = createTable(dnd5e)
    const goblin = table.place('dnd5e:monsters:goblin')
    table.write('actors.goblin.abilities.dex', { set: 18 })
    expect(goblin.derive('skill.stealth')).toBe(8)
    expect(goblin.derive('initiative')).toBe(4)
  })

  test('asking for a number that nobody derives is a mistake that says so', () => {
    const goblin = createTable(dnd5e).place('dnd5e:monsters:goblin')
    expect(() => goblin.derive('charm')).toThrow('Add it to the plugin')
  })
})

test('the compendium has four heroes and at least twenty monsters, each of them summarised', () => {
  const of = (kind: string) => dnd5e.compendium.filter((entry) => entry.kind === kind)
  expect(dnd5e.starter.heroes).toHaveLength(4)
  expect(of('monster').length).toBeGreaterThanOrEqual(20)
  expect(dnd5e.compendium.find(({ name }) => name === 'Goblin')).toMatchObject({
    summary: 'Small humanoid, CR 1/4',
    art: 'goblin',
    size: 1,
  })
  expect(dnd5e.attribution).toContain('Creative Commons Attribution 4.0')
})
