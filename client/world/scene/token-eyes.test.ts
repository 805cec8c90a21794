import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'

async function setUpParty() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const bob = await table.sit('bob', 'player')
  table.meet()
  alice.world.claim(alice.actor('Hero'))
  table.meet()
  return { ...table, alice, bob }
}

describe('what a token tells', () => {
  test('a monster tells its GM its hit points, and players how hurt it looks', async () => {
    const { gm, alice, meet } = await setUpParty()
    const goblin = gm.token('Goblin')
    const maximum = goblin.hitPoints?.maximum ?? 0
    const looksAt = (value: number) => {
      gm.world.edit(goblin.actor ?? '', 'attributes.hp.value', { set: value })
      meet()
      expect(gm.world.token(goblin.id)?.hitPoints?.value).toBe(value)
      expect(alice.world.token(goblin.id)?.hitPoints).toBeUndefined()
      return alice.world.token(goblin.id)?.looks
    }
    expect(looksAt(maximum)).toBe('unhurt')
    expect(looksAt(Math.ceil(maximum / 2))).toBe('hurt')
    expect(looksAt(1)).toBe('failing')
    expect(alice.world.token(goblin.id)?.wounds).toBe(maximum - 1)
  })

  test('who is played tells the whole party, until the GM says otherwise', async () => {
    const { gm, alice, bob, meet } = await setUpParty()
    const hero = gm.token('Hero')
    const { hitPoints } = hero
    expect([alice, bob].map(({ world }) => world.token(hero.id)?.hitPoints)).toEqual([
      hitPoints,
      hitPoints,
    ])
    const told = (barFor: 'looks' | 'owners' | 'gm') => {
      gm.world.changeTokens([{ id: hero.id, barFor }])
      meet()
      return [gm, alice, bob].map(({ world }) => {
        const token = world.token(hero.id)
        return token?.hitPoints === undefined ? (token?.looks ?? 'nothing') : 'all'
      })
    }
    expect(told('looks')).toEqual(['all', 'all', 'unhurt'])
    expect(told('owners')).toEqual(['all', 'all', 'nothing'])
    expect(told('gm')).toEqual(['all', 'nothing', 'nothing'])
  })

  test('a name is read by whom it is for', async () => {
    const { gm, alice, bob, meet } = await setUpParty()
    const { id } = gm.token('Hero')
    const read = (nameFor: 'owners' | 'gm') => {
      gm.world.changeTokens([{ id, nameFor }])
      meet()
      return [gm, alice, bob].map(({ world }) => world.token(id)?.name)
    }
    expect(read('owners')).toEqual(['Hero', 'Hero', ''])
    expect(read('gm')).toEqual(['Hero', '', ''])
    gm.world.undo()
    gm.world.undo()
    meet()
    expect(bob.world.token(id)?.name).toBe('Hero')
  })

  test('who comes to play it is told at once', async () => {
    const { bob, gm, meet } = await setUpParty()
    const goblin = gm.token('Goblin')
    expect(bob.world.token(goblin.id)?.looks).toBe('unhurt')
    bob.world.claim(goblin.actor ?? '')
    meet()
    expect(bob.world.token(goblin.id)?.hitPoints).toEqual(goblin.hitPoints)
  })
})
