import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { fillingEachOther, type Needy } from './circle.ts'
import { createGate, type Arrival } from './gate.ts'
import { summarise } from './update-summary.ts'

/** An update of one author that deletes the first entry of another. */
function link(author: number, other: number): Arrival {
  const doc = new Y.Doc()
  doc.clientID = other
  doc.getArray(`of ${other}`).insert(0, [1])
  doc.clientID = author
  const before = Y.encodeStateVector(doc)
  doc.transact(() => {
    doc.getArray(`of ${author}`).insert(0, [1])
    doc.getArray(`of ${other}`).delete(0, 1)
  })
  return arrived(Y.encodeStateAsUpdate(doc, before))
}

function arrived(update: Uint8Array): Arrival {
  const summary = summarise(update)
  if (summary === undefined) throw new Error('This is no update.')
  return { update, summary }
}

function honestUpdates(count: number): Arrival[] {
  const doc = new Y.Doc()
  const updates: Arrival[] = []
  doc.on('update', (update: Uint8Array) => updates.push(arrived(update)))
  for (let number = 0; number < count; number += 1) doc.getMap('values').set('hp', number)
  return updates
}

/** A gate whose document counts how often anybody asks it for a clock. */
function begin() {
  const doc = new Y.Doc()
  const gate = createGate(doc)
  const { clients } = doc.store
  let asked = 0
  let isApplying = false
  const get = clients.get.bind(clients)
  clients.get = (client) => {
    if (!isApplying) asked += 1
    return get(client)
  }
  const apply = (update: Uint8Array) => {
    isApplying = true
    Y.applyUpdate(doc, update)
    isApplying = false
  }
  return { doc, gate, apply, asked: () => asked }
}

const LINKS = 4000
const chain = Array.from({ length: LINKS }, (_, index) => link(index + 1, index + 2))

describe('a gate before which much is held', () => {
  test.each([
    ['in order', chain],
    ['in reverse', [...chain].reverse()],
  ])('a chain that ends nowhere, %s, costs those who come later nothing', (_, links) => {
    const { doc, gate, apply, asked } = begin()
    gate.pass(links, apply)
    expect(gate.held.length).toBe(LINKS)
    expect(asked()).toBeLessThan(10 * LINKS)
    const before = asked()
    for (const update of honestUpdates(100)) gate.pass([update], apply)
    expect(doc.getMap('values').get('hp')).toBe(99)
    expect(asked() - before).toBeLessThan(1000)
  })

  test('links of a chain that come one by one cost little each', () => {
    const { gate, apply, asked } = begin()
    for (const one of chain) gate.pass([one], apply)
    expect(gate.held.length).toBe(LINKS)
    expect(asked()).toBeLessThan(10 * LINKS)
  })

  test('a chain whose end comes after all goes whole', () => {
    const { doc, gate, apply } = begin()
    gate.pass(chain, apply)
    const end = new Y.Doc()
    end.clientID = LINKS + 1
    end.getArray(`of ${LINKS + 1}`).insert(0, [1])
    doc.transact(() => gate.pass([arrived(Y.encodeStateAsUpdate(end))], apply))
    expect(gate.held).toEqual([])
  })

  test('a chain that is closed to a circle goes as one', () => {
    const { doc, gate } = begin()
    const applied: Uint8Array[] = []
    const apply = (update: Uint8Array) => {
      applied.push(update)
      Y.applyUpdate(doc, update)
    }
    const links = chain.slice(0, 1000)
    gate.pass(links, apply)
    gate.pass([link(links.length + 1, 1)], apply)
    expect([gate.held.length, applied.length]).toEqual([0, 1])
    expect(doc.store.clients.size).toBe(links.length + 1)
    expect(doc.store.pendingDs).toBeNull()
  })

  test('what the document got otherwise frees what waited for it', () => {
    const { doc, gate, apply } = begin()
    const [first, second] = honestUpdates(2)
    if (!first || !second) throw new Error('There should be two updates.')
    gate.pass([second], apply)
    Y.applyUpdate(doc, first.update)
    gate.pass([], apply)
    expect([gate.held.length, doc.getMap('values').get('hp')]).toEqual([0, 1])
  })

  test('an update that cannot be applied is dropped, and the others go', () => {
    const { doc, gate, apply } = begin()
    const [poison, good] = [...honestUpdates(1), ...honestUpdates(1)]
    if (!poison || !good) throw new Error('There should be two updates.')
    const pass = () =>
      gate.pass([poison, good], (update) => {
        if (update === poison.update) throw new Error('This update is broken.')
        apply(update)
      })
    expect(pass).toThrow('This update is broken.')
    expect([gate.held.length, doc.getMap('values').get('hp')]).toEqual([0, 0])
  })
})

test('a circle is the greatest set in which nobody lacks anything', () => {
  const clock = fc.integer({ min: 0, max: 8 })
  const client = fc.integer({ min: 1, max: 3 })
  const range = fc
    .record({ client, from: clock, length: fc.integer({ min: 1, max: 4 }) })
    .map(({ length, ...rest }) => ({ ...rest, to: rest.from + length }))
  const member = fc
    .record({
      gives: fc.array(range, { maxLength: 3 }),
      wants: fc.array(fc.record({ client, clock })),
    })
    .map(({ gives, wants }) => ({
      gives,
      needs: [...wants, ...gives.map((given) => ({ client: given.client, clock: given.from }))],
    }))
  fc.assert(
    fc.property(fc.array(member, { maxLength: 10 }), clock, (members, known) => {
      expect(fillingEachOther(members, () => known)).toEqual(bySearching(members, known))
    }),
  )
})

/** Takes out whoever lacks something, again and again. */
function bySearching(members: readonly Needy[], known: number): readonly Needy[] {
  let group = members
  for (let before = -1; before !== group.length;) {
    before = group.length
    const ranges = group.flatMap(({ gives }) => gives).sort((one, other) => one.from - other.from)
    const reached = new Map<number, number>()
    for (const { client, from, to } of ranges) {
      const clock = reached.get(client) ?? known
      if (from <= clock) reached.set(client, Math.max(clock, to))
    }
    group = group.filter(({ needs }) =>
      needs.every(({ client, clock }) => clock <= (reached.get(client) ?? known)),
    )
  }
  return group
}
