import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { decode, encodePattern, encodeEntry } from './codec.ts'
import { openDocument } from './document.ts'
import { greatestStamp, type NewEntry } from './entry.ts'
import type { Json } from './json.ts'
import type { RuleDocument } from './rule-document.ts'
import { defineRules } from './rule-set.ts'
import { lww } from './rules/lww.ts'
import { tally } from './rules/tally.ts'
import { createPeers } from './testing/index.ts'

const rules = defineRules({ 'tokens.*.x': lww(z.number()), 'actors.*.hp': tally({ sets: 'min' }) })

describe('bytes', () => {
  test('[BY1] what is written is what is read', () => {
    const dots = { client: fc.nat(), clock: fc.nat() }
    const beside = fc.record(
      {
        element: fc.string(),
        source: fc.string(),
        depth: fc.nat(),
        taken: fc.array(fc.record({ ...dots, sum: fc.integer() })),
        bases: fc.array(fc.record(dots)),
        agreed: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    const entry = fc.record({
      kind: fc.constantFrom('set' as const, 'add' as const, 'remove' as const),
      value: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json),
      beside,
    })
    const capture = fc.string({ minLength: 1 }).filter((text) => !/[.*]/.test(text))
    fc.assert(
      fc.property(
        entry,
        capture,
        fc.nat(greatestStamp),
        fc.nat(),
        (made: NewEntry, id, stamp, at) => {
          const patterns = new Map([[at, ['tokens.', '.x']]])
          expect(decode(encodeEntry(at, [id], stamp, made), patterns)).toEqual({
            type: 'entry',
            path: `tokens.${id}.x`,
            patternClock: at,
            stamp,
            ...made,
          })
        },
      ),
    )
  })

  test('[MR9] bytes from elsewhere are read or left out, and never throw', () => {
    const pieces = new Map([[0, ['tokens.', '.x']]])
    const real = encodeEntry(0, ['t1'], 7, { kind: 'set', value: { deep: [1, 'two', null] } })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), fc.nat(255), (bytes, at, byte) => {
        decode(bytes, pieces)
        const damaged = real.slice()
        damaged[at % damaged.length] = byte
        decode(damaged, pieces)
        expect(decode(real.slice(0, at % real.length), pieces)).toBeUndefined()
      }),
    )
    expect(decode(encodePattern('tokens..x'), pieces)).toBeUndefined()
  })

  test('[BY2] a token dragged by two people for hours leaves next to nothing', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    for (let x = 0; x < 1000; x += 1) {
      gm.write('tokens.t1.x', { set: x })
      alice.hear('gm')
      alice.write('tokens.t1.x', { set: -x })
      gm.hear('alice')
    }
    expect(Y.encodeStateAsUpdateV2(gm.document().doc).length).toBeLessThan(200)
  })

  test('[BY3] one author’s writes are readable without any other’s', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    gm.write('tokens.t1.x', { set: 1 })
    alice.hear('gm')
    const { doc } = alice.document()
    const known = Y.encodeStateVector(doc)
    alice.write('tokens.t1.x', { set: 2 })
    const bob = open(3)
    Y.applyUpdate(bob.doc, Y.encodeStateAsUpdate(doc, known))
    expect(bob.read('tokens.t1.x')).toBe(2)
  })
})

describe('what strangers write', () => {
  test('[MR9] items that are no entries, and entries that do not fit, are left out of the view', () => {
    const game = open(1)
    game.write('tokens.t1.x', { set: 1 })
    const stranger = new Y.Doc()
    stranger.clientID = 2
    Y.applyUpdate(stranger, Y.encodeStateAsUpdate(game.doc))
    const run = stranger.getArray<unknown>('w2')
    run.push([encodePattern('tokens.*.x'), 'text', { an: 'object' }, new Y.Map()])
    run.push([encodeEntry(0, ['t1'], greatestStamp, { kind: 'set', value: 'no number' })])
    run.push([encodeEntry(77, ['t1'], 5, { kind: 'set', value: 6 }), new Uint8Array([9, 9, 9])])
    stranger.getArray<unknown>('w1').push([encodeEntry(0, ['t1'], 5, { kind: 'set', value: 7 })])
    stranger.getMap('elsewhere').set('key', 'value')

    game.apply(Y.encodeStateAsUpdate(stranger))
    expect(game.read('tokens.t1.x')).toBe(1)
    expect(game.inspect('tokens.t1.x').siblings).toHaveLength(1)
    game.write('tokens.t1.x', { set: 2 })
    expect(game.read('tokens.t1.x')).toBe(2)
    expect(open(3, game).read('tokens.t1.x')).toBe(2)
  })

  test('[MR1] [MR9] who deletes a definition deletes its entries, for old and new devices alike', () => {
    const game = open(1)
    game.write('tokens.t1.x', { set: 1 })
    const vandal = new Y.Doc()
    Y.applyUpdate(vandal, Y.encodeStateAsUpdate(game.doc))
    vandal.getArray('w1').delete(0)
    game.apply(Y.encodeStateAsUpdate(vandal))
    expect([game.has('tokens.t1.x'), open(3, game).has('tokens.t1.x')]).toEqual([false, false])
    game.write('tokens.t1.x', { set: 2 })
    expect([game.read('tokens.t1.x'), open(3, game).read('tokens.t1.x')]).toEqual([2, 2])
  })

  test('[MR9] a stamp from the end of time orders nothing that comes after it', () => {
    const game = open(1)
    const stranger = new Y.Doc()
    stranger.clientID = 2
    const run = stranger.getArray<unknown>('w2')
    run.push([encodePattern('tokens.*.x')])
    run.push([encodeEntry(0, ['t1'], greatestStamp, { kind: 'set', value: 5 })])
    game.apply(Y.encodeStateAsUpdate(stranger))
    game.write('tokens.t1.x', { set: 6 })
    game.write('tokens.t1.x', { set: 7 })
    expect(open(3, game).read('tokens.t1.x')).toBe(7)
  })
})

describe('client ids', () => {
  test('[MR1] a document writes under the client id that it has at that moment', () => {
    const game = open(1)
    game.write('tokens.t1.x', { set: 1 })
    game.doc.clientID = 2 ** 40
    game.write('tokens.t1.x', { set: 2 })
    game.doc.clientID = 1
    game.write('tokens.t2.x', { set: 3 })
    const again = open(3, game)
    expect([again.read('tokens.t1.x'), again.read('tokens.t2.x')]).toEqual([2, 3])
  })
})

function open(client: number, stored?: RuleDocument): RuleDocument {
  const doc = new Y.Doc()
  if (stored !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored.doc))
  doc.clientID = client
  return openDocument({ doc, rules, now: () => Date.UTC(2026, 0, 1) })
}
