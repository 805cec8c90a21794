import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { openDocument } from './document.ts'
import type { Edit } from './edit.ts'
import type { Receipt } from './receipts.ts'
import type { RuleDocument } from './rule-document.ts'
import { defineRules } from './rule-set.ts'
import { addWinsSet } from './rules/collections.ts'
import { lww } from './rules/lww.ts'
import { tally } from './rules/tally.ts'

const rules = defineRules({
  'tokens.*.x': lww(z.number()),
  'actors.*.hp': tally({ sets: 'min' }),
  'actors.*.conditions': addWinsSet(z.string()),
})
const PATHS = ['tokens.t.x', 'actors.a.hp', 'actors.a.conditions']

function open(doc = new Y.Doc()): RuleDocument {
  return openDocument({ doc, rules, now: () => Date.UTC(2026, 0, 1) })
}

function view(document: RuleDocument): string {
  return JSON.stringify(PATHS.map((path) => [path, sorted(document.read(path))]))
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).sort() : value
}

const edits: fc.Arbitrary<readonly [path: string, edit: Edit]> = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map((x) => ['tokens.t.x', { set: x }] as const),
  fc.integer({ min: -5, max: 5 }).map((by) => ['actors.a.hp', { add: by }] as const),
  fc.integer({ min: 0, max: 20 }).map((to) => ['actors.a.hp', { set: to }] as const),
  fc
    .constantFrom('prone', 'blessed')
    .map((name) => ['actors.a.conditions', { add: name }] as const),
  fc
    .constantFrom('prone', 'blessed')
    .map((name) => ['actors.a.conditions', { remove: name }] as const),
)

describe('[UN6] deed after deed', () => {
  test('a token moved twice goes back twice, and forth twice', () => {
    const document = open()
    document.write('tokens.t.x', { set: 1 })
    const first = document.transact(() => document.write('tokens.t.x', { set: 2 }))
    const second = document.transact(() => document.write('tokens.t.x', { set: 3 }))
    const back = [document.undo(second), document.undo(first)]
    expect(back.map(({ refused }) => refused)).toEqual([[], []])
    expect(document.read('tokens.t.x')).toBe(1)
    const forth = back.toReversed().map(({ receipt }) => document.undo(receipt))
    expect(forth.map(({ refused }) => refused)).toEqual([[], []])
    expect(document.read('tokens.t.x')).toBe(3)
  })

  test('in whatever mixture, each undo shows what was there before, and each redo what was there after', () => {
    fc.assert(
      fc.property(
        fc.array(edits, { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (deeds, rounds) => {
          const document = open()
          document.write('actors.a.hp', { set: 10 })
          const views = [view(document)]
          let receipts: Receipt[] = deeds.map(([path, edit]) => {
            const receipt = document.transact(() => document.write(path, edit))
            views.push(view(document))
            return receipt
          })
          for (let round = 0; round < rounds; round += 1) {
            const inverses = receipts.toReversed().map((receipt, index) => {
              const { refused, receipt: inverse } = document.undo(receipt)
              expect(refused).toEqual([])
              expect(view(document)).toBe(views[deeds.length - 1 - index])
              return inverse
            })
            receipts = inverses.toReversed().map((inverse, index) => {
              const { refused, receipt } = document.undo(inverse)
              expect(refused).toEqual([])
              expect(view(document)).toBe(views[index + 1])
              return receipt
            })
          }
        },
      ),
    )
  })

  test('what somebody else wrote in between is not taken back over', () => {
    const [mine, theirs] = [open(), open()]
    const share = (): void => {
      Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(mine.doc))
      Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(theirs.doc))
    }
    mine.write('tokens.t.x', { set: 1 })
    const first = mine.transact(() => mine.write('tokens.t.x', { set: 2 }))
    const second = mine.transact(() => mine.write('tokens.t.x', { set: 3 }))
    mine.undo(second)
    share()
    theirs.write('tokens.t.x', { set: 9 })
    share()
    expect(mine.undo(first).refused).toEqual(['tokens.t.x'])
    expect(mine.read('tokens.t.x')).toBe(9)
  })
})
