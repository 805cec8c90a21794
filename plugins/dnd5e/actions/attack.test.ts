import { conditionsOf } from '#plugin-sdk'
import { createTable } from '#plugin-sdk/testing'
import { describe, expect, test } from 'vitest'
import { dnd5e } from '../index.ts'

/** A fighter and a goblin side by side. */
function setUpDuel() {
  const table = createTable(dnd5e)
  const fighter = table.place('dnd5e:characters:fighter')
  const goblin = table.place('dnd5e:monsters:goblin', { x: 1 })
  const swing = (...faces: number[]) =>
    table.perform('attack', { actor: 'fighter', target: 'goblin' }, faces)
  return { table, fighter, goblin, swing }
}

describe('an attack by a roll', () => {
  test('hits when it reaches the armour class, and takes hit points', () => {
    const { goblin, swing } = setUpDuel()
    const outcome = swing(10, 1)
    expect(outcome).toMatchObject({
      type: 'done',
      say: 'Brannor uses Longsword on Goblin: 15 hits armour class 15. Goblin takes 4 slashing damage.',
    })
    expect(goblin.number('attributes.hp.value')).toBe(3)
  })

  test('misses below the armour class and changes nothing', () => {
    const { goblin, swing } = setUpDuel()
    expect(swing(9)).toMatchObject({ changes: [], rolls: [{ total: 14 }] })
    expect(goblin.number('attributes.hp.value')).toBe(7)
  })

  test('a natural 1 misses whatever the bonus, a natural 20 hits whatever the armour', () => {
    const { table, goblin, swing } = setUpDuel()
    table.write('actors.goblin.attributes.ac', { set: 2 })
    expect(swing(1)).toMatchObject({ changes: [] })
    table.write('actors.goblin.attributes.ac', { set: 60 })
    swing(20, 1, 1)
    expect(goblin.number('attributes.hp.value')).toBe(2)
  })

  test('a critical hit throws the damage dice twice', () => {
    const { swing } = setUpDuel()
    expect(swing(20, 8, 8)).toMatchObject({ rolls: [{}, { notation: '2d8+3', total: 19 }] })
  })

  test('a champion hits critically on a 19', () => {
    const { swing } = setUpDuel()
    expect(swing(19, 2, 3)).toMatchObject({ rolls: [{}, { total: 8 }] })
  })

  test('hit points fall by an addition, so that hits made apart all count', () => {
    const { swing } = setUpDuel()
    expect(swing(10, 2)).toMatchObject({
      changes: [{ path: 'actors.goblin.attributes.hp.value', edit: { add: -5 } }],
    })
  })

  test('a monster at 0 is unconscious and out of the fight', () => {
    const { goblin, swing } = setUpDuel()
    const outcome = swing(15, 8)
    expect(outcome).toMatchObject({
      say: expect.stringContaining('drops to 0 hit points and is out of the fight') as string,
    })
    expect(goblin.number('attributes.hp.value')).toBe(0)
    expect(conditionsOf(goblin, dnd5e)).toEqual(['unconscious', 'defeated'])
  })

  test('any of its ways can be chosen, and an unknown one is refused', () => {
    const { table } = setUpDuel()
    const shot = { actor: 'goblin', target: 'fighter', choice: 'shortbow' }
    expect(table.perform('attack', shot, [5, 5])).toMatchObject({
      say: expect.stringContaining('uses Shortbow on Brannor: 9 misses armour class 19') as string,
    })
    expect(table.perform('attack', { ...shot, choice: 'fireball' })).toEqual({
      type: 'refused',
      because: 'Goblin has no such attack.',
    })
  })
})

describe('what is refused', () => {
  test('an attack on nobody', () => {
    const { table } = setUpDuel()
    expect(table.perform('attack', { actor: 'fighter' })).toEqual({
      type: 'refused',
      because: 'No target picked.',
    })
  })

  test.each(['unconscious', 'stunned', 'paralyzed', 'petrified', 'incapacitated', 'dead'])(
    'an attack by who is %s',
    (condition) => {
      const { table, swing } = setUpDuel()
      table.write('actors.fighter.conditions', { add: condition })
      expect(swing()).toEqual({
        type: 'refused',
        because: `Brannor is ${condition} and cannot act.`,
      })
    },
  )

  test('an attack by somebody who left', () => {
    const { table, swing } = setUpDuel()
    table.document.remove('actors.fighter')
    expect(swing()).toMatchObject({ because: 'Whoever should do this is no longer at the table.' })
  })
})

describe('advantage and disadvantage', () => {
  const cases: readonly (readonly [who: string, condition: string, notation: string])[] = [
    ['fighter', 'prone', '2d20kl1+5'],
    ['fighter', 'restrained', '2d20kl1+5'],
    ['fighter', 'poisoned', '2d20kl1+5'],
    ['fighter', 'frightened', '2d20kl1+5'],
    ['fighter', 'blinded', '2d20kl1+5'],
    ['fighter', 'invisible', '2d20kh1+5'],
    ['goblin', 'prone', '2d20kh1+5'],
    ['goblin', 'restrained', '2d20kh1+5'],
    ['goblin', 'stunned', '2d20kh1+5'],
    ['goblin', 'blinded', '2d20kh1+5'],
    ['goblin', 'unconscious', '2d20kh1+5'],
    ['goblin', 'invisible', '2d20kl1+5'],
    ['goblin', 'poisoned', '1d20+5'],
  ]
  test.each(cases)('when the %s is %s the roll is %s', (who, condition, notation) => {
    const { table, swing } = setUpDuel()
    table.write(`actors.${who}.conditions`, { add: condition })
    expect(swing(1, 1)).toMatchObject({ rolls: [{ notation }] })
  })

  test('one of each cancel out, however many there are', () => {
    const { table, swing } = setUpDuel()
    table.write('actors.fighter.conditions', { add: 'poisoned' })
    table.write('actors.fighter.conditions', { add: 'frightened' })
    table.write('actors.goblin.conditions', { add: 'stunned' })
    expect(swing(1)).toMatchObject({ rolls: [{ notation: '1d20+5' }] })
  })

  test('who lies down is hard to hit from afar', () => {
    const { table } = setUpDuel()
    table.write('tokens.goblin.position', { set: { scene: 'scene', x: 9, y: 0, elevation: 0 } })
    table.write('actors.goblin.conditions', { add: 'prone' })
    const shot = { actor: 'fighter', target: 'goblin', choice: 'light-crossbow' }
    expect(table.perform('attack', shot, [2, 3])).toMatchObject({
      rolls: [{ notation: '2d20kl1+3' }],
      say: expect.stringContaining('with disadvantage (target is prone)') as string,
    })
  })

  test('a shot at an enemy that stands near is hard, unless it cannot act', () => {
    const { table } = setUpDuel()
    const shot = { actor: 'fighter', target: 'goblin', choice: 'light-crossbow' }
    expect(table.perform('attack', shot, [1, 1])).toMatchObject({
      rolls: [{ notation: '2d20kl1+3' }],
    })
    table.write('actors.goblin.conditions', { add: 'incapacitated' })
    expect(table.perform('attack', shot, [1])).toMatchObject({ rolls: [{ notation: '1d20+3' }] })
  })

  test('a hit from near on who is unconscious or paralyzed is critical', () => {
    const { table, swing } = setUpDuel()
    table.write('actors.goblin.conditions', { add: 'paralyzed' })
    expect(swing(10, 11, 1, 1)).toMatchObject({ rolls: [{}, { notation: '2d8+3' }] })
  })
})

describe('two attackers apart', () => {
  test('8 and 9 on 15 leave 0, and both sentences stand', () => {
    const alice = createTable(dnd5e)
    alice.place('dnd5e:characters:fighter')
    const orc = alice.place('dnd5e:monsters:orc', { x: 1 })
    expect(orc.number('attributes.hp.value')).toBe(15)
    const bob = alice.fork()
    const swing = { actor: 'fighter', target: 'orc' }
    const first = alice.perform('attack', swing, [15, 5])
    const second = bob.perform('attack', swing, [15, 6])
    alice.hear(bob)
    bob.hear(alice)
    const path = 'actors.orc.attributes.hp.value'
    expect([alice.read(path), bob.read(path)]).toEqual([0, 0])
    expect(first).toMatchObject({ say: expect.stringContaining('8 slashing damage') as string })
    expect(second).toMatchObject({ say: expect.stringContaining('9 slashing damage') as string })
  })

  test('who was brought to 0 by two apart cannot act, though nobody wrote it', () => {
    const alice = createTable(dnd5e)
    alice.place('dnd5e:characters:fighter')
    const orc = alice.place('dnd5e:monsters:orc', { x: 1 })
    const bob = alice.fork()
    alice.perform('damage', { actor: 'orc', amount: 8 })
    bob.perform('damage', { actor: 'orc', amount: 9 })
    alice.hear(bob)
    expect(conditionsOf(orc, dnd5e)).toEqual(['unconscious', 'defeated'])
    expect(alice.perform('attack', { actor: 'orc', target: 'fighter' })).toEqual({
      type: 'refused',
      because: 'Orc is unconscious and cannot act.',
    })
    expect(alice.perform('remove-condition', { actor: 'orc', choice: 'unconscious' })).toEqual({
      type: 'refused',
      because: 'Orc stays unconscious as long as its numbers say so.',
    })
    alice.perform('heal', { actor: 'orc', amount: 3 })
    expect(conditionsOf(orc, dnd5e)).toEqual([])
  })
})
