import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDocument } from './document.ts'
import type { RuleDocument } from './rule-document.ts'
import { defineRules } from './rule-set.ts'
import { lww } from './rules/lww.ts'

const path = 'tokens.t1.x'

describe('arrival', () => {
  test('[AR1] an update that overtakes is held until the one before it is there', () => {
    const updates = updatesOf(1, (game) => {
      for (const x of [1, 2, 3]) game.write(path, { set: x })
    })
    const listener = open(2)
    expect(listener.apply(updates[0] ?? empty)).toBe('applied')
    expect(listener.apply(updates[2] ?? empty)).toBe('held')
    expect(listener.read(path)).toBe(1)
    expect(listener.apply(updates[1] ?? empty)).toBe('applied')
    expect(listener.read(path)).toBe(3)
  })

  test('[AR1] nothing is missing in between, in whatever order and however often updates come', () => {
    const updates = updatesOf(1, (game) => {
      for (let x = 0; x < 8; x += 1) game.write(path, { set: x })
      game.transact(() => [8, 9].forEach((x) => game.write(`tokens.t${x}.x`, { set: x })))
    })
    const order = fc.array(fc.integer({ min: 0, max: updates.length - 1 }), { maxLength: 40 })
    fc.assert(
      fc.property(order, (indexes) => {
        const listener = open(2)
        let shown = -1
        for (const index of [...indexes, ...updates.keys()]) {
          listener.apply(updates[index] ?? empty)
          const now = Number(listener.read(path) ?? -1)
          // A path that was written never goes empty or back.
          expect(now).toBeGreaterThanOrEqual(shown)
          shown = now
        }
        expect([listener.read(path), listener.read('tokens.t9.x')]).toEqual([7, 9])
      }),
    )
  })

  test('[AR1] updates that fill each other’s gaps are applied together', () => {
    const ofAna = updatesOf(1, (game) => {
      game.write('tokens.a.x', { set: 1 })
      game.write('tokens.a.x', { set: 2 })
    })
    const ofBen = updatesOf(2, (game) => {
      game.write('tokens.b.x', { set: 1 })
      game.write('tokens.b.x', { set: 2 })
    })
    const one = Y.mergeUpdates([ofAna[0] ?? empty, ofBen[1] ?? empty])
    const other = Y.mergeUpdates([ofAna[1] ?? empty, ofBen[0] ?? empty])
    const listener = open(3)
    expect(listener.apply(one)).toBe('held')
    expect(listener.apply(other)).toBe('applied')
    expect([listener.read('tokens.a.x'), listener.read('tokens.b.x')]).toEqual([2, 2])
  })

  test('[AR1] an overwrite is held until what it overwrites is there', () => {
    const [first = empty] = updatesOf(1, (game) => game.write(path, { set: 1 }))
    const [second = empty] = updatesOf(2, (game) => {
      game.apply(first)
      game.write(path, { set: 2 })
    }).slice(1)
    const listener = open(3)
    expect(listener.apply(second)).toBe('held')
    expect(listener.read(path)).toBeUndefined()
    expect(listener.apply(first)).toBe('applied')
    expect(listener.inspect(path).siblings.map(({ value }) => value)).toEqual([2])
  })

  test('[AR2] bytes that are no update change nothing and throw nothing', () => {
    const [real = empty] = updatesOf(1, (game) => game.write(path, { set: 1 }))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), (bytes, position) => {
        const game = open(2)
        game.write('tokens.t2.x', { set: 5 })
        game.apply(bytes)
        const damaged = real.slice()
        damaged[position % damaged.length] = position % 256
        game.apply(damaged)
        game.apply(real.slice(0, position % real.length))
        expect(game.read('tokens.t2.x')).toBe(5)
      }),
      { numRuns: 500 },
    )
    expect(open(2).apply(new Uint8Array([1, 200, 200]))).toBe('unreadable')
  })
})

function open(client: number): RuleDocument {
  const doc = new Y.Doc()
  doc.clientID = client
  return openDocument({ doc, rules: defineRules({ 'tokens.*.x': lww() }), now: () => Date.now() })
}

function updatesOf(client: number, play: (game: RuleDocument) => void): readonly Uint8Array[] {
  const game = open(client)
  const updates: Uint8Array[] = []
  game.doc.on('update', (update: Uint8Array) => updates.push(update))
  play(game)
  return updates
}

const empty = new Uint8Array()
