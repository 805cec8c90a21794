import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDocument } from './document.ts'
import { QuietDoc } from './quiet-doc.ts'
import { defineRules } from './rule-set.ts'
import { tally } from './rules/tally.ts'

const rules = defineRules({ 'actors.*.hp': tally({ sets: 'min', floor: 0 }) })

/** What can be done to a document: with Yjs itself, by rules, or by hearing of others who did several things. */
type Deed = readonly [kind: keyof typeof deeds, client: number, value: number]

const deeds = {
  type: (doc: Y.Doc, value: number) => {
    doc.getText('text').insert(value % (doc.getText('text').length + 1), `ä${value}`)
  },
  erase: (doc: Y.Doc, value: number) => {
    const text = doc.getText('text')
    if (text.length > 2) text.delete(value % (text.length - 2), 2)
  },
  nest: (doc: Y.Doc, value: number) => {
    const inner = new Y.Map<unknown>([['list', Y.Array.from([value, { a: null }])]])
    doc.getMap('map').set(`key${value % 3}`, inner)
  },
  unset: (doc: Y.Doc, value: number) => {
    doc.getMap('map').delete(`key${value % 3}`)
  },
  push: (doc: Y.Doc, value: number) => {
    doc.getArray('list').push([value, new Uint8Array(value), 'text'])
  },
  splice: (doc: Y.Doc, value: number) => {
    const list = doc.getArray('list')
    if (list.length > 0) list.delete(value % list.length)
  },
} as const

const deed = fc.tuple(
  fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
  fc.integer({ min: 1, max: 4 }),
  fc.nat(200),
)
const transactions = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { maxLength: 30 })

test('a quiet document tells the same updates as a Yjs document, byte by byte, own ones and others’', () => {
  fc.assert(
    fc.property(transactions, fc.boolean(), (list, meddles) => {
      expect(play(new QuietDoc(), list, meddles)).toEqual(play(new Y.Doc(), list, meddles))
    }),
  )
})

test('what rules write is told byte by byte as well', () => {
  const writes = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(2), fc.nat(30)))
  fc.assert(
    fc.property(writes, (list) => {
      const [quiet = [], plain = []] = [new QuietDoc(), new Y.Doc()].map((doc) => {
        const game = openDocument({ doc, rules, now: () => 0 })
        const updates = listen(doc)
        for (const [client, actor, value] of list) {
          doc.clientID = client
          game.transact(() => {
            game.write(`actors.a${actor}.hp`, value < 20 ? { add: -value } : { set: value })
            if (value % 7 === 0) game.create(`actors.a${value}`)
          })
        }
        return updates
      })
      expect(quiet).toEqual(plain)
      expect(quiet.length).toBe(list.length)
    }),
  )
})

/** Everything told of a document in which this is done, some of it by somebody else from whom it is heard at once. */
function play(doc: Y.Doc, list: readonly (readonly Deed[])[], meddles: boolean): string[] {
  const updates = listen(doc)
  const other = new Y.Doc()
  other.clientID = 9
  doc.clientID = 1
  // Who writes in answer to a change, before the change itself is told.
  let answers = meddles ? 3 : 0
  doc.on('afterTransaction', () => {
    answers -= 1
    if (answers >= 0) doc.getMap('answers').set('left', answers)
  })
  for (const done of list) {
    const isOther = done.length % 2 === 0
    const target = isOther ? other : doc
    if (isOther) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    target.transact(() => {
      for (const [kind, client, value] of done) {
        target.clientID = client + (isOther ? 10 : 0)
        deeds[kind](target, value)
      }
    })
    if (isOther) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'heard')
  }
  return updates
}

function listen(doc: Y.Doc): string[] {
  const updates: string[] = []
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    updates.push(`${String(origin)} ${Buffer.from(update).toString('hex')}`)
  })
  return updates
}
