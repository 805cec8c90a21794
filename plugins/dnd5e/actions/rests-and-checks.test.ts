import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'

function setUpWizard() {
  const table = createTable(dnd5e)
  const wizard = table.place('dnd5e:characters:wizard')
  table.write('actors.wizard.attributes.hp.value', { set: 4 })
  return { table, wizard }
}

describe('rests', () => {
  test('a short rest spends hit dice and heals by them', () => {
    const { table, wizard } = setUpWizard()
    expect(table.perform('short-rest', { actor: 'wizard', amount: 2 }, [3, 4])).toMatchObject({
      say: 'Ilvara Quill takes a short rest, spends 2 hit dice and regains 11 hit points.',
    })
    expect(wizard.number('attributes.hp.value')).toBe(15)
    expect(wizard.number('attributes.hitDice.value')).toBe(1)
  })

  test('a short rest is refused without hit dice, for monsters, and for who is whole', () => {
    const { table } = setUpWizard()
    table.place('dnd5e:monsters:goblin')
    const rest = (input: object) => table.perform('short-rest', input)
    expect(rest({ actor: 'wizard', amount: 4 })).toMatchObject({
      because: 'Ilvara Quill has only 3 hit dice left.',
    })
    expect(rest({ actor: 'goblin' })).toMatchObject({
      because: 'Goblin has no hit dice to spend.',
    })
    table.write('actors.wizard.attributes.hitDice.value', { set: 0 })
    expect(rest({ actor: 'wizard' })).toMatchObject({
      because: 'No hit dice left until a long rest.',
    })
  })

  test('a long rest brings back hit points, slots, half the hit dice, and a level of strength', () => {
    const { table, wizard } = setUpWizard()
    table.write('actors.wizard.attributes.slots.1.value', { set: 0 })
    table.write('actors.wizard.attributes.hitDice.value', { set: 0 })
    table.write('actors.wizard.attributes.exhaustion', { set: 2 })
    table.perform('long-rest', { actor: 'wizard' })
    expect(wizard.number('attributes.hp.value')).toBe(20)
    expect(wizard.number('attributes.slots.1.value')).toBe(4)
    expect(wizard.number('attributes.hitDice.value')).toBe(1)
    expect(wizard.number('attributes.exhaustion')).toBe(1)
  })

  test('a long rest needs a hit point', () => {
    const { table } = setUpWizard()
    table.write('actors.wizard.attributes.hp.value', { set: 0 })
    expect(table.perform('long-rest', { actor: 'wizard' })).toMatchObject({
      because: 'Ilvara Quill needs at least 1 hit point to rest.',
    })
  })
})

describe('saves and checks', () => {
  test('add what belongs to them and say how it went', () => {
    const { table } = setUpWizard()
    const save = { actor: 'wizard', choice: 'int', amount: 15 }
    expect(table.perform('saving-throw', save, [10])).toMatchObject({
      say: 'Ilvara Quill: Intelligence saving throw 15 (succeeds against 15).',
    })
    const check = { actor: 'wizard', choice: 'arcana' }
    expect(table.perform('ability-check', check, [10])).toMatchObject({
      say: 'Ilvara Quill: Arcana check 15.',
    })
    expect(table.perform('ability-check', { actor: 'wizard', choice: 'str' }, [10])).toMatchObject({
      say: 'Ilvara Quill: Strength check 9.',
    })
  })

  test.each([
    ['saving-throw', 'restrained', 'dex', '2d20kl1+2'],
    ['saving-throw', 'restrained', 'wis', '1d20+3'],
    ['ability-check', 'poisoned', 'arcana', '2d20kl1+5'],
    ['ability-check', 'frightened', 'str', '2d20kl1-1'],
    ['ability-check', 'exhaustion', 'str', '2d20kl1-1'],
  ])('%s by who is %s with %s is %s', (action, condition, choice, notation) => {
    const { table } = setUpWizard()
    table.write('actors.wizard.conditions', { add: condition })
    expect(table.perform(action, { actor: 'wizard', choice }, [9, 9])).toMatchObject({
      rolls: [{ notation }],
    })
  })

  test('who is stunned fails Strength and Dexterity without a roll', () => {
    const { table } = setUpWizard()
    table.write('actors.wizard.conditions', { add: 'stunned' })
    expect(table.perform('saving-throw', { actor: 'wizard', choice: 'dex' })).toMatchObject({
      say: 'Ilvara Quill fails the Dexterity saving throw without a roll.',
      rolls: [],
    })
  })

  test('an unknown ability or skill is refused', () => {
    const { table } = setUpWizard()
    expect(table.perform('saving-throw', { actor: 'wizard' })).toMatchObject({
      because: 'Pick an ability',
    })
    expect(table.perform('ability-check', { actor: 'wizard', choice: 'knitting' })).toMatchObject({
      because: 'Pick an ability or a skill',
    })
  })
})
