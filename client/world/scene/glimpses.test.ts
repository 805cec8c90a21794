import { openDocument } from '#crdt-rules'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentName } from '../../sync/index.ts'
import { createSessionRules } from '../documents/session-rules.ts'
import { practiceSystem } from '../testing/practice-system.ts'
import { holds, setUpTable } from '../testing/tables.ts'

async function setUpGlimpses() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const bob = await table.sit('bob', 'player')
  table.meet()
  table.meet()
  const { gm } = table
  await expect.poll(() => ['alice', 'bob'].every(gm.world.glimpses.canReach)).toBe(true)
  const monster = gm.world.tokens.find(({ name }) => name.startsWith('Goblin'))?.id ?? '?'
  const names = (seat: typeof alice) => seat.world.tokens.map(({ id }) => id)
  return { ...table, alice, bob, monster, names }
}

describe('a token shown to some', () => {
  test('is seen by them where it stands, and by nobody else', async () => {
    const { gm, alice, bob, monster, names, meet } = await setUpGlimpses()
    expect(gm.world.glimpses.showTo([monster], 'alice', true)).toEqual({ type: 'done' })
    gm.world.moveTokens([{ id: monster, x: 5, y: 6 }])
    meet()
    expect(names(alice)).toContain(monster)
    expect(alice.world.token(monster)).toMatchObject({ x: 5, y: 6, locked: true, hidden: false })
    expect(names(bob)).not.toContain(monster)
    expect(gm.world.glimpses.seers(monster)).toEqual(['alice'])
  })

  test('placed hidden is in no document another player can open', async () => {
    const { gm, alice, bob, meet } = await setUpGlimpses()
    const [entry] = gm.world.compendium.search('Goblin')
    const stalker = gm.world.addFromCompendium(entry?.id ?? '', { x: 3, y: 3 }, { hidden: true })
    gm.world.glimpses.showTo([stalker], 'alice', true)
    meet()
    expect(alice.world.token(stalker)).toBeDefined()
    expect([holds(alice, stalker), holds(bob, stalker)]).toEqual([true, false])
  })

  test('cannot be moved or turned by who sees it', async () => {
    const { gm, alice, monster, meet } = await setUpGlimpses()
    gm.world.glimpses.showTo([monster], 'alice', true)
    meet()
    const before = alice.world.token(monster)
    alice.world.moveTokens([{ id: monster, x: 9, y: 1 }])
    alice.world.changeTokens([{ id: monster, rotation: 90 }])
    meet()
    expect(alice.world.token(monster)).toEqual(before)
    expect(gm.world.token(monster)).toMatchObject({ rotation: 0 })
  })

  test('goes when the GM says so or undoes it, and is everybody’s when it is revealed', async () => {
    const { gm, alice, bob, monster, names, meet } = await setUpGlimpses()
    const seen = () => {
      meet()
      return [names(alice).includes(monster), names(bob).includes(monster)]
    }
    gm.world.glimpses.showTo([monster], 'alice', true)
    expect(seen()).toEqual([true, false])
    gm.world.undo()
    expect([seen(), alice.world.token(monster)?.locked]).toEqual([[true, true], false])
    gm.world.redo()
    expect([seen(), alice.world.token(monster)?.locked]).toEqual([[true, false], true])
    gm.world.glimpses.showTo([monster], 'bob', true)
    gm.world.undo()
    expect(seen()).toEqual([true, false])
    gm.world.redo()
    gm.world.glimpses.showTo([monster], 'alice', false)
    meet()
    expect([names(alice).includes(monster), names(bob).includes(monster)]).toEqual([false, true])
    gm.world.reveal(monster)
    meet()
    for (const seat of [alice, bob]) {
      expect(names(seat).filter((id) => id === monster)).toHaveLength(1)
      expect(seat.world.token(monster)?.locked).toBe(false)
    }
  })

  test('is decided by GMs alone', async () => {
    const { alice, monster } = await setUpGlimpses()
    expect(alice.world.glimpses.showTo([monster], 'alice', true)).toMatchObject({ type: 'refused' })
  })

  test('and revealed is hidden from all when it is hidden again, and nobody learns to whom it was shown', async () => {
    const { gm, alice, bob, monster, names, meet } = await setUpGlimpses()
    gm.world.glimpses.showTo([monster], 'alice', true)
    gm.world.reveal(monster)
    meet()
    expect(read(bob, 'table', `tokens.${monster}.shownTo`) ?? []).toEqual([])
    gm.world.hide(monster)
    meet()
    expect(names(alice)).not.toContain(monster)
  })

  test('is not shown to whoever wrote their own name there while it was in sight', async () => {
    const { gm, alice, monster, names, meet } = await setUpGlimpses()
    const table = documentOf(alice, 'table')
    const tampered = new Y.Doc()
    Y.applyUpdate(tampered, Y.encodeStateAsUpdate(table))
    opened(tampered).write(`tokens.${monster}.shownTo`, { add: 'alice' })
    Y.applyUpdate(table, Y.encodeStateAsUpdate(tampered))
    meet()
    gm.world.hide(monster)
    gm.world.moveTokens([{ id: monster, x: 5, y: 6 }])
    meet()
    expect(names(alice)).not.toContain(monster)
  })

  test('leaves no trace in a copy of its scene', async () => {
    const { gm, alice, monster, meet } = await setUpGlimpses()
    gm.world.glimpses.showTo([monster], 'alice', true)
    gm.world.reveal(monster)
    meet()
    await gm.world.sceneVerbs.duplicateScene(gm.world.scene?.id ?? '?')
    meet()
    expect(opened(documentOf(alice, 'private/alice')).entities('glimpses')).toEqual([])
  })
})

type Seat = Awaited<ReturnType<typeof setUpGlimpses>>['alice']

function documentOf(seat: Seat, name: DocumentName): Y.Doc {
  const doc = seat.session.docs.get(name)
  if (doc === undefined) throw new Error(`This device has no document ${name}.`)
  return doc
}

function opened(doc: Y.Doc) {
  return openDocument({ doc, rules: createSessionRules(practiceSystem), now: () => 0 })
}

function read(seat: Seat, name: DocumentName, path: string) {
  return opened(documentOf(seat, name)).read(path)
}
