import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, type Seat, setUpTable } from '../testing/tables.ts'
import type { World } from '../world.ts'
import { boxesIn } from './boxes.ts'

async function gmAndAlice() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  table.meet()
  await new Promise((resolve) => setTimeout(resolve))
  return { ...table, alice }
}

function begin(world: World, title: string, words = '', secret = false): string {
  const begun = world.journal.create({ title, secret })
  if (begun.type === 'refused') throw new Error(begun.because.text)
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

describe('a quest', () => {
  async function questOfTwo() {
    const { gm, alice, meet } = await gmAndAlice()
    const begun = gm.world.journal.create({ title: 'The mill', kind: 'quest' })
    const id = begun.type === 'done' ? begun.id : ''
    type(gm.world, id, 0, '- [ ] find it\n- [ ] enter it\n- [ ] leave it')
    meet()
    return { gm, alice, meet, id }
  }

  function tick({ world }: Seat, id: string, words: string) {
    const box = boxesIn(world.journal.words(id)).find((box) => box.words === words)
    if (box === undefined) throw new Error(`There is no box for ${words}.`)
    return world.journal.tick(id, box)
  }

  const ticked = ({ world }: Seat, id: string) =>
    boxesIn(world.journal.words(id)).flatMap(({ isTicked, words }) => (isTicked ? words : []))

  test('is told apart from lore and notes, stands open at first, and its end is in the log', async () => {
    const { gm, alice, meet, id } = await questOfTwo()
    expect(alice.world.journal.entry(id)).toMatchObject({ kind: 'quest', quest: 'open' })
    expect(alice.world.journal.change(id, { quest: 'done' })).toEqual({ type: 'done' })
    meet()
    expect(gm.world.journal.entry(id)).toMatchObject({ kind: 'quest', quest: 'done' })
    expect(gm.world.log.at(-1)).toMatchObject({ text: 'the quest [[The mill]] is done' })
    alice.world.undo()
    meet()
    expect(gm.world.journal.entry(id)?.quest).toBe('open')
  })

  test('ticked apart, both boxes are ticked, and one that both tick is ticked once', async () => {
    const { gm, alice, meet, id } = await questOfTwo()
    tick(gm, id, 'find it')
    tick(gm, id, 'enter it')
    type(gm.world, id, 0, 'Before winter:\n')
    tick(alice, id, 'leave it')
    tick(alice, id, 'enter it')
    alice.world.journal.change(id, { quest: 'failed' })
    gm.world.journal.change(id, { folder: 'Deeds' })
    meet()
    for (const seat of [gm, alice]) {
      expect(ticked(seat, id)).toEqual(['find it', 'enter it', 'leave it'])
      expect(seat.world.journal.entry(id)).toMatchObject({ quest: 'failed', folder: 'Deeds' })
    }
    tick(alice, id, 'enter it')
    meet()
    expect(ticked(gm, id)).toEqual(['find it', 'leave it'])
    expect(gm.world.journal.words(id)).toContain('- [ ] enter it')
  })

  test('whatever is ticked apart and then met, no box is lost and no tick of one alone', async () => {
    const { gm, alice, meet, id } = await questOfTwo()
    const all = ['find it', 'enter it', 'leave it']
    fc.assert(
      fc.property(fc.subarray(all), fc.subarray(all), (his, hers) => {
        for (const words of ticked(gm, id)) tick(gm, id, words)
        meet()
        his.forEach((words) => tick(gm, id, words))
        hers.forEach((words) => tick(alice, id, words))
        meet()
        const both = all.filter((words) => his.includes(words) || hers.includes(words))
        for (const seat of [gm, alice]) expect(ticked(seat, id)).toEqual(both)
        expect(boxesIn(gm.world.journal.words(id)).map(({ words }) => words)).toEqual(all)
      }),
      { numRuns: 30 },
    )
  })

  test('a tick is taken back by undo where it stands by now, and made again', async () => {
    const { gm, alice, meet, id } = await questOfTwo()
    tick(alice, id, 'enter it')
    meet()
    type(gm.world, id, 0, 'Before winter:\n')
    meet()
    expect(alice.world.undo().text).toBe('undone: a box in “The mill” was changed')
    expect(ticked(alice, id)).toEqual([])
    alice.world.redo()
    expect(ticked(alice, id)).toEqual(['enter it'])
  })

  test('is shown as handouts are: a copy that its reader cannot tick', async () => {
    const { gm, alice, meet, id } = await questOfTwo()
    gm.world.journal.hide(id)
    gm.world.journal.show(id, ['alice'])
    meet()
    expect(alice.world.journal.entry(id)).toMatchObject({ place: 'handout', kind: 'quest' })
    expect(tick(alice, id, 'find it')).toMatchObject({ type: 'refused' })
  })
})

describe('seeing as a player', () => {
  test('leaves out what only GMs read, and shows the copies that were given as they are there', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    await expect.poll(() => gm.world.journal.canShowTo('alice')).toBe(true)
    const letter = begin(gm.world, 'A sealed letter', 'Meet me at [[The mill]].', true)
    begin(gm.world, 'The mill', 'Stands still.')
    begin(gm.world, 'The plot', 'All of them.', true)
    gm.world.journal.show(letter, ['alice'])
    type(gm.world, letter, 0, 'PS. ')
    meet()
    const shown = ({ world }: Seat) =>
      world.journal
        .entries()
        .map(({ id, title, place }) => `${place} ${title}: ${world.journal.words(id)}`)
    const everything = shown(gm)
    expect(everything).toHaveLength(3)
    gm.world.seeAs('alice')
    expect(shown(gm)).toEqual(shown(alice))
    expect(shown(gm)[0]).toBe('handout A sealed letter: Meet me at [[The mill]].')
    expect(gm.world.journal.find('The plot')).toBeUndefined()
    expect(gm.world.journal.mentionsOf('The mill')).toMatchObject([{ id: letter }])
    gm.world.seeAs(undefined)
    expect(shown(gm)).toEqual(everything)
  })
})
