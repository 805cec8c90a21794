import { describe, expect, test } from 'vitest'
import { mentions } from '#crdt-rules/testing'
import type { AssetId } from '../../assets/index.ts'
import { setUpTable } from '../testing/tables.ts'
import type { World } from '../world.ts'
import { artOfFile, fileOfArt, filesInText, withoutAddresses } from './art-name.ts'
import type { StoredFile } from './library-file.ts'

async function gmAndAlice() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const meet = async () => {
    table.meet()
    await new Promise((resolve) => setTimeout(resolve))
    table.meet()
  }
  await meet()
  return { ...table, alice, meet }
}

function idOf(letter: string): AssetId {
  return letter.repeat(64) as AssetId
}

function picture(letter: string): StoredFile {
  return { id: idOf(letter), mime: 'image/webp', bytes: 1000, width: 70, height: 70 }
}

function add(world: World, letter: string, name: string, secret = false): AssetId {
  const answer = world.library.add({ file: picture(letter), name, secret })
  expect(answer).toEqual({ type: 'done' })
  return idOf(letter)
}

describe('the library', () => {
  test('shows everyone what is shared, with folder and tags, and each content once', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = add(alice.world, 'a', 'Mira')
    await meet()
    add(gm.world, 'a', 'The same picture')
    alice.world.library.change(id, { folder: 'Heroes' })
    gm.world.library.tag(id, 'cleric', true)
    alice.world.library.tag(id, 'elf', true)
    expect(gm.world.library.file(id)?.name).toBe('Mira')
    await meet()
    for (const { world } of [gm, alice]) {
      expect(world.library.files()).toHaveLength(1)
      const file = world.library.file(id)
      expect(file).toMatchObject({ folder: 'Heroes', kind: 'picture', place: 'shared' })
      expect([...(file?.tags ?? [])].sort()).toEqual(['cleric', 'elf'])
    }
  })

  test('keeps from players what is the GM’s, until it is shared', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = add(gm.world, 'Q', 'Quetzalmora', true)
    await meet()
    const sent = gm.session.sent.filter(({ to }) => to !== 'gm')
    for (const words of ['Quetzalmora', id]) {
      expect(sent.some(({ bytes }) => mentions(bytes, words))).toBe(false)
    }
    gm.world.library.share(id, 'everyone')
    await meet()
    expect(alice.world.library.file(id)).toMatchObject({ name: 'Quetzalmora', place: 'shared' })
    gm.world.library.share(id, 'gm')
    await meet()
    expect(alice.world.library.files()).toEqual([])
    expect(gm.world.library.file(id)).toMatchObject({ place: 'secret' })
  })

  test('lets chosen members in on a file, and nobody else', async () => {
    const { gm, alice, sit, meet } = await gmAndAlice()
    const bob = await sit('bob', 'player')
    await meet()
    const id = add(gm.world, 'b', 'A sealed map', true)
    expect(gm.world.library.share(id, ['alice'])).toEqual({ type: 'done' })
    await meet()
    expect(alice.world.library.file(id)).toMatchObject({ name: 'A sealed map', place: 'given' })
    expect(bob.world.library.files()).toEqual([])
    expect(gm.world.library.file(id)?.sharedWith).toEqual(['alice'])
    gm.world.library.share(id, ['bob'])
    await meet()
    expect(alice.world.library.files()).toEqual([])
    expect(bob.world.library.files()).toHaveLength(1)
  })

  test('takes back by undo what was added, changed and removed', async () => {
    const { gm } = await gmAndAlice()
    const { world } = gm
    const id = add(world, 'c', 'Crypt')
    world.library.change(id, { name: 'Old crypt' })
    world.library.remove(id)
    expect(world.library.files()).toEqual([])
    world.undo()
    expect(world.library.file(id)?.name).toBe('Old crypt')
    world.undo()
    expect(world.library.file(id)?.name).toBe('Crypt')
    world.undo()
    expect(world.library.files()).toEqual([])
    world.redo()
    expect(world.library.file(id)?.name).toBe('Crypt')
  })

  test('a file that two people add apart is one file, and removed by one it is gone for both', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const id = add(gm.world, 'd', 'From Gail')
    add(alice.world, 'd', 'From Alice')
    await meet()
    expect(gm.world.library.files()).toHaveLength(1)
    expect(gm.world.library.file(id)?.name).toBe(alice.world.library.file(id)?.name)
    expect(gm.world.library.remove(id)).toEqual({ type: 'done' })
    await meet()
    expect(alice.world.library.files()).toEqual([])
  })

  test('is changed by who added a file and by the GM, and by no other player', async () => {
    const { gm, alice, sit, meet } = await gmAndAlice()
    const guest = await sit('guest', 'spectator')
    const id = add(gm.world, 'e', 'Tavern')
    await meet()
    expect(alice.world.library.remove(id)).toMatchObject({ type: 'refused' })
    expect(alice.world.library.add({ file: picture('f'), name: 'x', secret: true })).toMatchObject({
      type: 'refused',
    })
    expect(guest.world.library.add({ file: picture('f'), name: 'x', secret: false })).toMatchObject(
      { type: 'refused' },
    )
  })

  test('knows where a file is used, and needs it as long as it is', async () => {
    const { gm } = await gmAndAlice()
    const { world } = gm
    const id = add(world, 'g', 'Goblin')
    const goblin = gm.token('Goblin')
    world.artDeeds.setArt({ kind: 'token', id: goblin.id }, artOfFile(id))
    const begun = world.journal.create({ title: 'The cave' })
    if (begun.type === 'refused') throw new Error(begun.because.text)
    const text = world.journal.hold(begun.id)
    text?.splice(0, 0, `Look: ![a goblin](file:${id})`)
    text?.close()
    expect(world.library.usesOf(id)).toMatchObject([
      { kind: 'actor', name: 'Goblin' },
      { kind: 'entry', name: 'The cave' },
    ])
    world.library.remove(id)
    expect([...world.library.needed()]).toEqual([id])
  })
})

describe('pictures of tokens', () => {
  test('are worn by the token and its actor, for everyone, and taken off by undo', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const art = artOfFile(idOf('h'))
    const before = gm.token('Goblin').art
    const { id } = gm.token('Goblin')
    expect(gm.world.artDeeds.setArt({ kind: 'token', id }, art)).toEqual({ type: 'done' })
    await meet()
    expect(alice.world.token(id)?.art).toBe(art)
    expect(alice.world.actors.find(({ name }) => name === 'Goblin')?.art).toBe(art)
    gm.world.undo()
    expect(gm.world.token(id)?.art).toBe(before)
  })

  test('are chosen by players for whom they play, and for nobody else', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const hero = alice.world.actors.find(({ name }) => name === 'Hero')
    if (hero === undefined) throw new Error('The practice hall has lost its hero.')
    const wearer = { kind: 'actor', id: hero.id } as const
    expect(alice.world.artDeeds.mayDress(wearer)).toBe(false)
    alice.world.claim(hero.id)
    expect(alice.world.artDeeds.setArt(wearer, artOfFile(idOf('i')))).toEqual({ type: 'done' })
    await meet()
    expect(gm.world.actors.find(({ id }) => id === hero.id)?.art).toBe(artOfFile(idOf('i')))
  })
})

describe('addresses of files', () => {
  test('are read from art and from texts, and nothing else is', () => {
    const id = idOf('k')
    expect(fileOfArt(artOfFile(id))).toBe(id)
    for (const art of ['goblin', 'file:', `file:${id}x`, `https://x.example/${id}`]) {
      expect(fileOfArt(art)).toBeUndefined()
    }
    const text = `![a](file:${id}) ![b](https://x.example/b.png) ![c](file:short) [d](file:${id})`
    expect(filesInText(text)).toEqual([id])
    expect(withoutAddresses(`See ![the mill](file:${id}).`)).toBe('See the mill.')
  })
})
