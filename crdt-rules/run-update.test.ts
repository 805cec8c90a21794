import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyRunUpdate, continuesRun, readRunUpdate } from './run-update.ts'
import { openDocument } from './document.ts'
import { defineRules } from './rule-set.ts'
import { tally } from './rules/tally.ts'

const rules = defineRules({ 'actors.*.hp': tally({ sets: 'min', floor: 0 }) })

/** What two people write in turns, each seeing the other's, and each of the second's edits of a plain list. */
function updatesOf(deeds: readonly (readonly [who: number, value: number])[]): Uint8Array[] {
  const updates: Uint8Array[] = []
  const docs = [1, 2].map((client) => {
    const doc = new Y.Doc()
    doc.clientID = client
    return doc
  })
  const games = docs.map((doc) => openDocument({ doc, rules, now: () => 0 }))
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'heard') return
      updates.push(update)
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'heard')
    })
  }
  for (const [who, value] of deeds) {
    const path = `actors.a${value % 3}.hp`
    if (value < 0) docs[who]?.getText('w1').insert(0, 'foreign')
    else games[who]?.write(path, value < 10 ? { add: -value } : { set: value })
  }
  return updates
}

test('[AR1] what is read without Yjs is applied as Yjs would', () => {
  const deeds = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: -1, max: 20 })), { maxLength: 60 })
  fc.assert(
    fc.property(deeds, (list) => {
      const [plain, quick] = [new Y.Doc(), new Y.Doc()]
      for (const update of updatesOf(list)) {
        Y.applyUpdate(plain, update)
        const read = readRunUpdate(update)
        if (read === undefined || !continuesRun(quick, read)) Y.applyUpdate(quick, update)
        else Y.transact(quick, (transaction) => applyRunUpdate(transaction, read), null, false)
        expect(Y.encodeStateAsUpdate(quick)).toEqual(Y.encodeStateAsUpdate(plain))
      }
    }),
  )
})

test('nearly every write is read without Yjs', () => {
  const updates = updatesOf(Array.from({ length: 50 }, (_, index) => [index % 2, index % 20]))
  const read = updates.filter((update) => readRunUpdate(update) !== undefined)
  expect(read.length).toBeGreaterThan(0.9 * updates.length)
})
