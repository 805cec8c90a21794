import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defineRules, openDocument, type Json } from '#crdt-rules'
import * as Y from 'yjs'
import { createCrowd } from '../testing/crowd.ts'
import { setUpTable, type Seat } from '../testing/tables.ts'

describe('a thousand tokens', () => {
  test('moved in one action change once, here and on the other screen', async () => {
    const table = await setUpTable()
    const { ids, update } = createCrowd(table.gm.world.scene?.id ?? '', 1000)
    Y.applyUpdate(docOf(table.gm), update)
    const alice = await table.sit('alice', 'player')
    const told: number[] = []
    alice.world.onTokens((changed) => told.push(changed.size))
    const updates: Uint8Array[] = []
    docOf(table.gm).on('update', (update: Uint8Array) => updates.push(update))

    table.gm.world.moveTokens(ids.map((id, index) => ({ id, x: index % 25, y: 7 })))
    Y.applyUpdate(docOf(alice), Y.mergeUpdates(updates))

    expect(updates).toHaveLength(1)
    expect(told).toEqual([1000])
    expect(ids.every((id, index) => alice.world.token(id)?.x === index % 25)).toBe(true)
  })

  test('a change of one tells of one', async () => {
    const { gm } = await setUpTable()
    const told: string[][] = []
    gm.world.onTokens((changed) => told.push([...changed]))
    const { id } = gm.token('Goblin')

    gm.world.moveTokens([{ id, x: 1, y: 1 }])
    gm.world.edit(gm.actor('Goblin'), 'attributes.hp.value', { set: 3 })
    gm.world.removeToken(id)

    expect(told).toEqual([[id], [id], [id]])
    expect(gm.world.token(id)).toBeUndefined()
  })
})

describe('the index of tokens', () => {
  const Step = fc.record({
    does: fc.constantFrom(
      'move',
      'hurt',
      'hide',
      'reveal',
      'copy',
      'remove',
      'undo',
      'name',
      'meet',
    ),
    who: fc.nat(5),
    cell: fc.nat(7),
  })

  test('kept up to date change by change is the one that somebody who comes later builds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { maxLength: 25 }), async (steps) => {
        const table = await setUpTable()
        const early = await table.sit('alice', 'player')
        for (const step of steps) act(table, step)
        table.meet()
        const late = await table.sit('alicia', 'player')
        const second = await table.sit('gm2', 'gm')

        expect(byId(early)).toEqual(byId(late))
        expect(byId(table.gm)).toEqual(byId(second))
      }),
      { numRuns: 15 },
    )
  })

  function byId({ world }: Seat) {
    return world.tokens.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }

  function act(table: Awaited<ReturnType<typeof setUpTable>>, step: Stepped): void {
    const { gm, meet } = table
    const token = gm.world.tokens[step.who]
    if (step.does === 'meet') return meet()
    if (step.does === 'undo') return void gm.world.undo()
    if (token === undefined) return
    const { id, actor = '' } = token
    if (step.does === 'move') gm.world.moveTokens([{ id, x: step.cell, y: 2 }])
    else if (step.does === 'hurt') gm.world.edit(actor, 'attributes.hp.value', { set: step.cell })
    else if (step.does === 'name') gm.world.edit(actor, 'name', { set: `No ${step.cell}` })
    else if (step.does === 'hide') gm.world.hide(id)
    else if (step.does === 'reveal') gm.world.reveal(id)
    else if (step.does === 'copy') gm.world.duplicateTokens([id], { x: 1, y: 1 })
    else gm.world.removeToken(id)
  }
})

interface Stepped {
  readonly does: string
  readonly who: number
  readonly cell: number
}

describe('what another device wrote', () => {
  test.each([
    [
      'a name that is markup',
      'name',
      '<img src=x onerror=alert(1)>',
      { name: '<img src=x onerror=alert(1)>' },
    ],
    ['a name without end', 'name', 'x'.repeat(200), { name: 'x'.repeat(80) }],
    ['a name that turns the text around', 'name', '\u202egnp.exe\u0007', { name: 'gnp.exe' }],
    ['a name that is no text', 'name', { deep: [1] }, { name: 'Goblin' }],
    ['art that is an address', 'art', 'https://evil.example/x.svg', { art: '' }],
    ['a size beyond the map', 'size', 99, { size: 20 }],
    ['a size that is no number', 'size', 'huge', { size: 1 }],
  ])('%s does not break the map', async (_, field, value, shown) => {
    const table = await setUpTable()
    const { id } = table.gm.token('Goblin')
    const mallory = await table.sit('mallory', 'player')
    writeRaw(docOf(mallory), `tokens.${id}.${field}`, value)
    table.meet()

    expect(table.gm.world.token(id)).toMatchObject(shown)
  })

  test('a place that is none keeps the token where it was', async () => {
    const table = await setUpTable()
    const { id, x } = table.gm.token('Goblin')
    const mallory = await table.sit('mallory', 'player')
    writeRaw(docOf(mallory), `tokens.${id}.position`, { x: 'NaN', y: null })
    table.meet()

    expect([x, undefined]).toContain(table.gm.world.token(id)?.x)
    expect(table.gm.world.tokens.map(({ name }) => name)).toContain('Hero')
  })
})

/** A device that holds to no rule. */
function writeRaw(doc: Y.Doc, path: string, value: unknown): void {
  const document = openDocument({ doc, rules: defineRules({}), now: () => Date.now() })
  document.write(path, { set: value as Json })
  document.destroy()
}

function docOf({ session }: Seat): Y.Doc {
  const doc = session.docs.get('table')
  if (doc === undefined) throw new Error('The table document is not open.')
  return doc
}
