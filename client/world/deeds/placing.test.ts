import { describe, expect, test } from 'vitest'
import { artOfFile } from '../library/art-name.ts'
import type { AssetId } from '../../assets/index.ts'
import { holds, setUpTable } from '../testing/tables.ts'

const boulder = { name: 'Boulder', art: artOfFile('b'.repeat(64) as AssetId) }

describe('a picture that is nobody', () => {
  test('stands on the map for everyone, is moved by them, and undo takes it off', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    expect(world.addPicture(boulder, { x: 5, y: 2 })).toMatchObject({ type: 'done' })
    expect(world.addPicture(boulder, { x: 6, y: 2 })).toMatchObject({ type: 'done' })
    table.meet()
    expect(alice.token('Boulder')).toMatchObject({ x: 5, y: 2, size: 1, art: boulder.art })
    expect(alice.token('Boulder')).not.toHaveProperty('actor')
    expect(alice.token('Boulder 2')).toMatchObject({ x: 6 })
    expect(alice.world.log.at(-1)?.text).toBe('Boulder 2 was placed on the map')
    alice.world.moveTokens([{ id: alice.token('Boulder').id, x: 7, y: 7 }])
    table.meet()
    expect(table.gm.token('Boulder')).toMatchObject({ x: 7, y: 7 })
    world.undo()
    table.meet()
    expect(alice.world.tokens.map(({ name }) => name)).not.toContain('Boulder 2')
  })

  test('placed hidden is in nothing a player holds, until it is revealed', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    world.addPicture(boulder, { x: 5, y: 2 }, { hidden: true })
    table.meet()
    expect([holds(table.gm, 'Boulder'), holds(alice, 'Boulder')]).toEqual([true, false])
    expect(alice.world.addPicture(boulder, { x: 1, y: 1 }, { hidden: true })).toMatchObject({
      type: 'refused',
    })
    world.reveal(table.gm.token('Boulder').id)
    table.meet()
    expect(alice.token('Boulder')).toMatchObject({ x: 5, y: 2, hidden: false })
    expect(holds(alice, 'Boulder')).toBe(true)
  })
})
