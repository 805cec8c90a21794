import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Receipt } from './receipts.ts'
import { defineRules } from './rule-set.ts'
import { text } from './rules/text.ts'
import { createPeers, type Peer } from './testing/index.ts'

const rules = defineRules({ 'actors.*.notes': text() })
const notes = 'actors.a.notes'

describe('undoing texts', () => {
  test('[UN5] a text that was written, changed or cleared is taken back', () => {
    for (const [before, after] of [
      ['', 'A goblin.'],
      ['A goblin.', 'A sad goblin.'],
      ['A goblin.', ''],
    ] as const) {
      const { gm } = createPeers(['gm'], rules)
      gm.write(notes, { set: before })
      gm.undo(rewrite(gm, after))
      expect(contentOf(gm)).toBe(before)
    }
  })

  test('[UN5] what others typed meanwhile stays, also inside of what was deleted and typed', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    gm.write(notes, { set: 'The old king sleeps.' })
    alice.hear()
    const receipt = rewrite(gm, 'The young queen sleeps.')
    alice.text(notes).insert(8, 'MAD ')
    alice.hear()
    gm.hear()
    const at = contentOf(alice).indexOf('queen')
    alice.text(notes).insert(at + 5, 'S')
    gm.hear()
    expect(gm.undo(receipt)).toMatchObject({ undone: [notes], refused: [] })
    alice.hear()
    for (const peer of [gm, alice]) {
      expect(contentOf(peer).replace('S', '')).toBe('The old MAD king sleeps.')
    }
  })

  test('[UN5] an undo of a text can be taken back, and that too', () => {
    const { gm } = createPeers(['gm'], rules)
    gm.write(notes, { set: 'A goblin.' })
    let receipt = rewrite(gm, 'A hobgoblin king.')
    for (const content of ['A goblin.', 'A hobgoblin king.', 'A goblin.']) {
      receipt = gm.undo(receipt).receipt
      expect(gm.read(notes)).toBe(content)
    }
  })

  test('[UN5] several edits of one transaction are taken back as one', () => {
    const { gm } = createPeers(['gm'], rules)
    gm.write(notes, { set: 'abc' })
    const receipt = gm.transact(() => {
      for (const set of ['abcdef', 'abXef', '', 'new']) gm.write(notes, { set })
    })
    gm.undo(receipt)
    expect(gm.read(notes)).toBe('abc')
    expect(gm.transact(() => gm.write(notes, { set: 'abc' })).changes).toEqual([])
  })

  test('[UN5] a second undo is refused, whether something was typed or only deleted', () => {
    for (const content of ['A sad goblin.', 'A gob.', '']) {
      const { gm } = createPeers(['gm'], rules)
      gm.write(notes, { set: 'A goblin.' })
      const receipt = rewrite(gm, content)
      expect(gm.undo(receipt).refused).toEqual([])
      expect(gm.undo(receipt)).toMatchObject({ undone: [], refused: [notes] })
      expect(gm.read(notes)).toBe('A goblin.')
    }
  })

  test('[UN5] what was typed over since is refused', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    gm.write(notes, { set: 'A goblin.' })
    const receipt = rewrite(gm, 'A hobgoblin.')
    alice.hear()
    alice.write(notes, { set: 'Nothing.' })
    gm.hear()
    expect(gm.undo(receipt).refused).toEqual([notes])
    expect(gm.read(notes)).toBe('Nothing.')
  })

  test('[UN4] a receipt of a text survives as JSON, a restart and another device', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    gm.write(notes, { set: 'A goblin.' })
    const receipt = rewrite(gm, 'A dead goblin?')
    gm.restart('fresh')
    alice.hear()
    alice.undo(Receipt.parse(JSON.parse(JSON.stringify(receipt))))
    gm.hear()
    expect(gm.read(notes)).toBe('A goblin.')
  })

  test('[UN5] whatever was typed apart, undoing leaves the text that would be without the deed', () => {
    fc.assert(
      fc.property(
        words,
        fc.array(words, { minLength: 1, maxLength: 3 }),
        typing,
        (base, sets, typed) => {
          const { gm, alice } = createPeers(['gm', 'alice'], rules)
          gm.write(notes, { set: base })
          alice.hear()
          const receipt = gm.transact(() => sets.forEach((set) => gm.write(notes, { set })))
          typed.forEach(({ at, character }) => typeAt(alice, at, character))
          const without = contentOf(alice)
          gm.hear()
          gm.undo(receipt)
          alice.hear()
          expect([contentOf(gm), contentOf(alice)]).toEqual([without, without])
        },
      ),
      { numRuns: 300 },
    )
  })

  test('[UN5] nothing that others typed is lost or doubled, however often deeds are taken back', () => {
    fc.assert(
      fc.property(words, words, typing, typing, (base, set, apart, later) => {
        const { gm, alice } = createPeers(['gm', 'alice'], rules)
        gm.write(notes, { set: base })
        alice.hear()
        const receipt = rewrite(gm, set)
        apart.forEach(({ at, character }) => typeAt(alice, at, character))
        alice.hear()
        later.forEach(({ at, character }) => typeAt(alice, at, character))
        gm.hear()
        const typedByAlice = contentOf(gm).replace(/[^A-Z]/g, '')
        gm.undo(receipt)
        const once = contentOf(gm)
        expect(gm.undo(receipt).undone).toEqual([])
        alice.hear()
        expect([contentOf(gm), contentOf(alice)]).toEqual([once, once])
        expect(once.replace(/[^A-Z]/g, '')).toBe(typedByAlice)
        expect(once.replace(/[A-Z]/g, '')).toBe(base)
      }),
      { numRuns: 300 },
    )
  })
})

test('[RU15] characters of two halves are replaced whole', () => {
  const emoji = fc.array(fc.constantFrom('\u{1F600}', '\u{1F601}', '\u{1FA00}', 'a'), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(emoji, emoji, (before, after) => {
      const { gm, alice } = createPeers(['gm', 'alice'], rules)
      gm.write(notes, { set: before.join('') })
      const receipt = rewrite(gm, after.join(''))
      alice.hear()
      for (const peer of [gm, alice]) expect(contentOf(peer)).toBe(after.join(''))
      gm.undo(receipt)
      alice.hear()
      for (const peer of [gm, alice]) expect(contentOf(peer)).toBe(before.join(''))
    }),
  )
})

function rewrite(peer: Peer, content: string): Receipt {
  return peer.transact(() => peer.write(notes, { set: content }))
}

function typeAt(peer: Peer, at: number, character: string): void {
  const writing = peer.text(notes)
  writing.insert(at % (writing.length + 1), character)
}

function contentOf(peer: Peer): string {
  return peer.text(notes).toJSON()
}

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 8 })
const typing = fc.array(fc.record({ at: fc.nat(20), character: fc.constantFrom('X', 'Y', 'Z') }), {
  maxLength: 6,
})
