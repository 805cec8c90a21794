import { describe, expect, test } from 'vitest'
import { holds, setUpTable } from '../testing/tables.ts'
import type { World } from '../world.ts'

async function gmAndAlice() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  table.meet()
  await new Promise((resolve) => setTimeout(resolve))
  return { ...table, alice }
}

function begin(world: World, title: string, words = '', secret = false): string {
  const begun = world.journal.create({ title, secret })
  if (begun.type === 'refused') throw new Error(begun.because)
  type(world, begun.id, 0, words)
  return begun.id
}

function type(world: World, id: string, at: number, words: string): void {
  const text = world.journal.hold(id)
  text?.splice(at, 0, words)
  text?.close()
}

describe('the journal', () => {
  test('is shared: an entry, its folder and its words reach everyone', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = begin(alice.world, 'The old mill', 'Its wheel stands still.')
    alice.world.journal.change(id, { folder: 'Places' })
    meet()
    expect(gm.world.journal.entries()).toMatchObject([
      { id, title: 'The old mill', folder: 'Places', place: 'shared', made: { by: 'alice' } },
    ])
    expect(gm.world.journal.words(id)).toBe('Its wheel stands still.')
  })

  test('keeps what two people type apart into one paragraph', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = begin(gm.world, 'The old mill', 'The wheel stands still.')
    meet()
    type(gm.world, id, 4, 'great ')
    type(alice.world, id, 23, ' Somebody hums.')
    meet()
    const words = 'The great wheel stands still. Somebody hums.'
    expect(gm.world.journal.words(id)).toBe(words)
    expect(alice.world.journal.words(id)).toBe(words)
  })

  test('brings a removed entry back by undo, with its words', async () => {
    const { alice } = await gmAndAlice()
    const id = begin(alice.world, 'The old mill', 'Its wheel stands still.')
    alice.world.journal.remove(id)
    expect(alice.world.journal.entries()).toEqual([])
    alice.world.undo()
    expect(alice.world.journal.words(id)).toBe('Its wheel stands still.')
  })

  test('tells a player nothing of what only the GM may read, until it is revealed', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = begin(gm.world, 'Quetzalmora', 'She is the Zwielicht herself.', true)
    gm.world.journal.change(id, { folder: 'Alraunen' })
    meet()
    const bytes = gm.session.sent
      .filter(({ to }) => to !== 'gm')
      .map(({ bytes }) => new TextDecoder('latin1').decode(bytes))
      .join()
    for (const word of ['Quetzalmora', 'Zwielicht', 'Alraunen']) expect(bytes).not.toContain(word)
    expect(alice.world.journal.entries()).toEqual([])

    gm.world.journal.reveal(id)
    meet()
    expect(alice.world.journal.words(id)).toBe('She is the Zwielicht herself.')
    gm.world.journal.hide(id)
    meet()
    expect(alice.world.journal.entries()).toEqual([])
    expect(gm.world.journal.words(id)).toBe('She is the Zwielicht herself.')
  })

  test('is not written by spectators', async () => {
    const { sit } = await gmAndAlice()
    const guest = await sit('guest', 'spectator')
    expect(guest.world.journal.create({ title: 'Mine' })).toMatchObject({ type: 'refused' })
  })
})

describe('a handout', () => {
  test('is read by the member it was shown to, and by no other player', async () => {
    const { gm, alice, sit, meet } = await gmAndAlice()
    const bob = await sit('bob', 'player')
    meet()
    const id = begin(gm.world, 'A sealed letter', 'Meet me at the mill.', true)
    expect(gm.world.journal.show(id, ['alice'])).toEqual({ type: 'done' })
    meet()
    expect(alice.world.journal.entry(id)).toMatchObject({ place: 'handout' })
    expect(alice.world.journal.words(id)).toBe('Meet me at the mill.')
    expect(alice.world.journal.hold(id)).toBeUndefined()
    expect(alice.world.log.at(-1)).toMatchObject({ action: 'handout', to: 'alice' })
    expect(bob.world.journal.entries()).toEqual([])
    expect(gm.world.journal.entry(id)?.shownTo).toEqual(['alice'])
  })
})

describe('undo in the journal', () => {
  test('takes hiding and revealing back, and does them again', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = begin(gm.world, 'The old mill', 'Its wheel stands still.')
    const read = () => {
      meet()
      return alice.world.journal.entry(id) && alice.world.journal.words(id)
    }
    gm.world.journal.hide(id)
    expect(read()).toBeUndefined()
    expect(gm.world.undo().text).toBe('undone: “The old mill” was hidden from the players')
    expect(read()).toBe('Its wheel stands still.')
    gm.world.redo()
    expect(read()).toBeUndefined()
    gm.world.journal.reveal(id)
    expect(read()).toBe('Its wheel stands still.')
    gm.world.undo()
    expect(read()).toBeUndefined()
    expect(gm.world.journal.words(id)).toBe('Its wheel stands still.')
    gm.world.redo()
    expect(read()).toBe('Its wheel stands still.')
  })

  test('takes a handout back from all it was given to, and so does a GM by hand', async () => {
    const { gm, alice, sit, meet } = await gmAndAlice()
    const bob = await sit('bob', 'player')
    meet()
    await expect.poll(() => gm.world.journal.canShowTo('bob')).toBe(true)
    const id = begin(gm.world, 'A sealed letter', 'Meet me at the mill.', true)
    const readers = () => {
      meet()
      return [alice, bob].flatMap(({ world, session }) =>
        world.journal.entry(id) === undefined ? [] : [session.member],
      )
    }
    gm.world.journal.show(id, ['alice', 'bob'])
    expect(readers()).toEqual(['alice', 'bob'])
    gm.world.undo()
    expect(readers()).toEqual([])
    gm.world.redo()
    expect(readers()).toEqual(['alice', 'bob'])

    expect(gm.world.journal.takeBack(id, ['alice'])).toEqual({ type: 'done' })
    expect([readers(), gm.world.journal.entry(id)?.shownTo]).toEqual([['bob'], ['bob']])
    expect(holds(alice, 'Meet me at the mill')).toBe(false)
    gm.world.undo()
    expect(readers()).toEqual(['alice', 'bob'])
    expect(alice.world.journal.words(id)).toBe('Meet me at the mill.')
    gm.world.redo()
    expect(readers()).toEqual(['bob'])
    expect(gm.world.journal.takeBack(id, ['alice'])).toMatchObject({ type: 'refused' })
    expect(alice.world.journal.takeBack(id, ['bob'])).toMatchObject({ type: 'refused' })
  })
})

describe('links', () => {
  test('lead to entries, actors and scenes by name, and are found from the other end', async () => {
    const { gm } = await gmAndAlice()
    const mill = begin(gm.world, 'The old mill', 'Home of [[goblin]] and [[The Miller|a miller]].')
    const miller = begin(gm.world, 'The Miller')
    const { journal } = gm.world
    expect(journal.find('the  MILLER')).toEqual({ kind: 'entry', id: miller, name: 'The Miller' })
    expect(journal.find('Practice hall')).toMatchObject({ kind: 'scene' })
    expect(journal.find('nobody')).toBeUndefined()
    expect(journal.mentionsOf('The Miller')).toMatchObject([{ kind: 'entry', id: mill }])
    expect(journal.mentionsOf('Goblin')).toMatchObject([{ kind: 'entry', id: mill }])
  })
})

describe('search', () => {
  test('finds words in the journal, in the log and in the compendium', async () => {
    const { gm } = await gmAndAlice()
    const id = begin(gm.world, 'The old mill', 'Its Märchen wheel stands still.')
    gm.world.say('I look at the wheel')
    expect(gm.world.search('whee MARCHEN')).toEqual([
      {
        kind: 'entry',
        id,
        title: 'The old mill',
        excerpt: { before: 'Its ', match: 'Märchen', after: ' wheel stands still.' },
      },
    ])
    expect(gm.world.search('wheel').map(({ kind }) => kind)).toEqual(['entry', 'line'])
    expect(gm.world.search('goblin')).toMatchObject([{ kind: 'creature' }])
    expect(gm.world.search('  ')).toEqual([])
  })
})
