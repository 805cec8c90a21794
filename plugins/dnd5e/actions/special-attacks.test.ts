import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'

describe('an attack with a consequence', () => {
  test('a failed save knocks prone, with the bite as its source', () => {
    const table = createTable(dnd5e)
    table.place('dnd5e:monsters:wolf')
    const rogue = table.place('dnd5e:characters:rogue', { x: 1 })
    const outcome = table.perform('attack', { actor: 'wolf', target: 'rogue' }, [15, 1, 1, 5])
    expect(rogue.list('conditions')).toEqual(['prone'])
    expect(outcome).toMatchObject({
      say:
        'Wolf uses Bite on Pip Underbough: 19 hits armour class 14. ' +
        'Pip Underbough fails (Strength 4 against 11). ' +
        'Pip Underbough takes 4 piercing damage. Pip Underbough is prone.',
      changes: [{}, { edit: { add: 'prone', source: 'wolf:bite' } }],
    })
  })

  test('poison is halved by a save, the bite itself is not', () => {
    const table = createTable(dnd5e)
    table.place('dnd5e:monsters:giant-spider')
    const fighter = table.place('dnd5e:characters:fighter', { x: 2 })
    // 19 to hit, 4 on the d8, a save of 20, 5 and 2 on the poison dice: 7 + 3.
    table.perform('attack', { actor: 'giant-spider', target: 'fighter' }, [19, 4, 20, 5, 2])
    expect(fighter.number('attributes.hp.value')).toBe(31 - 7 - 3)
  })

  test('a web holds without a save, and who is immune says so', () => {
    const table = createTable(dnd5e)
    table.place('dnd5e:monsters:giant-spider')
    const ghost = table.place('dnd5e:monsters:ghost', { x: 6 })
    const web = { actor: 'giant-spider', target: 'ghost', choice: 'web' }
    expect(table.perform('attack', web, [19])).toMatchObject({
      changes: [],
      say: expect.stringContaining('Ghost cannot be restrained.') as string,
    })
    expect(ghost.list('conditions')).toEqual([])
  })
})

describe('an attack by the target’s save', () => {
  function breath(...faces: number[]) {
    const table = createTable(dnd5e)
    table.place('dnd5e:monsters:hell-hound')
    const rogue = table.place('dnd5e:characters:rogue', { x: 3 })
    const input = { actor: 'hell-hound', target: 'rogue', choice: 'fire-breath' }
    return { rogue, outcome: table.perform('attack', input, faces) }
  }

  test('a failed save takes it all', () => {
    const { rogue } = breath(2, 1, 2, 3, 1, 2, 3)
    expect(rogue.number('attributes.hp.value')).toBe(24 - 12)
  })

  test('a made save takes half, rounded down', () => {
    const { rogue, outcome } = breath(15, 1, 2, 3, 1, 2, 4)
    expect(rogue.number('attributes.hp.value')).toBe(24 - 6)
    expect(outcome).toMatchObject({
      say:
        'Hell Hound uses Fire Breath on Pip Underbough. Pip Underbough saves ' +
        '(Dexterity 20 against 12). Pip Underbough takes 6 fire damage.',
    })
  })
})

describe('spells', () => {
  function setUpWizard() {
    const table = createTable(dnd5e)
    const wizard = table.place('dnd5e:characters:wizard')
    const goblin = table.place('dnd5e:monsters:ogre', { id: 'ogre', x: 6 })
    const cast = (choice: string, ...faces: number[]) =>
      table.perform('attack', { actor: 'wizard', target: 'ogre', choice }, faces)
    return { table, wizard, goblin, cast }
  }

  test('a cantrip costs nothing, a spell costs its slot', () => {
    const { wizard, cast } = setUpWizard()
    cast('fire-bolt', 15, 6)
    expect(wizard.number('attributes.slots.1.value')).toBe(4)
    cast('magic-missile', 1, 2, 3)
    expect(wizard.number('attributes.slots.1.value')).toBe(3)
  })

  test('without a slot the spell is refused', () => {
    const { table, cast } = setUpWizard()
    table.write('actors.wizard.attributes.slots.1.value', { set: 0 })
    expect(cast('magic-missile')).toEqual({
      type: 'refused',
      because: 'No level 1 spell slot left until a long rest.',
    })
  })

  test('slots spent apart are both spent', () => {
    const { table } = setUpWizard()
    const other = table.fork()
    const input = { actor: 'wizard', target: 'ogre', choice: 'magic-missile' }
    table.perform('attack', input, [1, 1, 1])
    other.perform('attack', input, [1, 1, 1])
    table.hear(other)
    expect(table.read('actors.wizard.attributes.slots.1.value')).toBe(2)
  })

  test('magic missile never misses', () => {
    const { goblin, cast } = setUpWizard()
    cast('magic-missile', 1, 2, 3)
    expect(goblin.number('attributes.hp.value')).toBe(59 - 9)
  })

  test('the difficulty of a spell follows the caster', () => {
    const { goblin, cast } = setUpWizard()
    expect(cast('hold-person', 13)).toMatchObject({
      say: expect.stringContaining('Wisdom 11 against 13') as string,
    })
    expect(goblin.list('conditions')).toEqual(['paralyzed'])
  })
})

test('who has no attack strikes with bare hands: 1 and Strength', () => {
  const table = createTable(dnd5e)
  const goblin = table.place('dnd5e:monsters:goblin')
  const ogre = table.place('dnd5e:monsters:ogre', { x: 1 })
  table.write('actors.ogre.attacks', { set: [] })
  const attack = dnd5e.actions.find(({ id }) => id === 'attack')
  expect(attack?.choices?.(ogre)).toEqual([
    { id: 'unarmed-strike', name: 'Unarmed strike', hint: '+6, 1+4 bludgeoning' },
  ])
  table.perform('attack', { actor: 'ogre', target: 'goblin' }, [10])
  expect(goblin.number('attributes.hp.value')).toBe(2)
})
