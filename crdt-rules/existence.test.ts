import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineRules } from './rule-set.ts'
import { lww } from './rules/lww.ts'
import { text } from './rules/text.ts'
import { createPeers, type Peer } from './testing/index.ts'

const rules = defineRules({ 'tokens.*.position': lww(z.number()), 'tokens.*.notes': text() })
const position = 'tokens.t1.position'

test('[EX1] removed while moved apart: gone everywhere', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('tokens.t1')
  gm.write(position, { set: 1 })
  alice.hear()
  gm.remove('tokens.t1')
  alice.write(position, { set: 2 })
  gm.hear()
  alice.hear()
  expect([gm.exists('tokens.t1'), alice.exists('tokens.t1')]).toEqual([false, false])
  expect([gm.entities('tokens'), alice.entities('tokens')]).toEqual([[], []])
})

test('[EX1] removed apart from another one restoring it: gone', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('tokens.t1')
  alice.hear()
  gm.remove('tokens.t1')
  alice.remove('tokens.t1')
  alice.restore('tokens.t1')
  gm.hear()
  expect(gm.exists('tokens.t1')).toBe(false)
  gm.restore('tokens.t1')
  alice.hear()
  expect(alice.exists('tokens.t1')).toBe(true)
})

test('[EX2] restoring brings back everything written since', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('tokens.t1')
  gm.write(position, { set: 1 })
  alice.hear()
  gm.remove('tokens.t1')
  alice.write(position, { set: 2 })
  gm.hear()
  expect(gm.read(position)).toBe(2)
  gm.restore('tokens.t1')
  expect([gm.entities('tokens'), gm.read(position)]).toEqual([['t1'], 2])
})

test('[EX3] purging leaves nothing to read, texts included', () => {
  const { gm } = createPeers(['gm'], rules)
  gm.create('tokens.t1')
  gm.create('tokens.t2')
  gm.write(position, { set: 1 })
  gm.write('tokens.t1.notes', { set: 'the traitor' })
  gm.write('tokens.t2.notes', { set: 'harmless' })
  gm.purge('tokens.t1')
  expect([gm.exists('tokens.t1'), gm.paths('tokens')]).toEqual([false, ['tokens.t2.notes']])
  expect(gm.document().paths('tokens.t1')).toEqual([])
})

test('[EX5] sweeping leaves nothing below, and who restored it apart keeps it', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('tokens.t1')
  gm.write('tokens.t1.notes', { set: 'the traitor' })
  gm.purge('tokens.t1')
  gm.write(position, { set: 1 })
  alice.hear()
  alice.restore('tokens.t1')
  gm.sweep('tokens.t1')
  gm.hear()
  alice.hear()
  for (const peer of [gm, alice]) {
    expect([peer.exists('tokens.t1'), peer.paths('tokens')]).toEqual([true, []])
  }
})

test('[LI3] what changed apart from a purge is told as that: there is nothing to restore', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('tokens.t1')
  gm.write(position, { set: 1 })
  gm.write('tokens.t1.name', { set: 'Grub' })
  alice.hear()
  gm.purge('tokens.t1')
  alice.write(position, { set: 2 })
  gm.hear()
  expect(gm.merges().map(({ kind, path }) => [kind, path])).toEqual([['purged', 'tokens.t1.$']])
})

test('[EX4] two people who create the same entity apart make one that holds both', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('tokens.t1')
  gm.write(position, { set: 1 })
  alice.create('tokens.t1')
  alice.write('tokens.t1.name', { set: 'Grub' })
  gm.hear()
  expect(gm.paths('tokens.t1')).toEqual(['tokens.t1.name', 'tokens.t1.position'])
  expect([gm.entities('tokens'), gm.merges()]).toEqual([['t1'], []])
})

test('what was never created does not exist, and creating twice writes once', () => {
  const { gm } = createPeers(['gm'], rules)
  gm.write(position, { set: 1 })
  expect(gm.exists('tokens.t1')).toBe(false)
  gm.create('tokens.t1')
  const receipt = gm.transact(() => gm.create('tokens.t1'))
  expect(receipt.changes).toEqual([])
})

test('[LI3] what changed apart from a removal is told on both sides', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  const told: string[] = []
  gm.onMerge(({ sentence }) => told.push(sentence))
  alice.onMerge(({ sentence }) => told.push(sentence))
  gm.create('tokens.t1')
  gm.write(position, { set: 1 })
  alice.hear()
  gm.remove('tokens.t1')
  expect(gm.merges()).toEqual([])
  alice.write(position, { set: 2 })
  gm.hear()
  alice.hear()
  const sentence =
    'tokens.t1 was removed while tokens.t1.position changed. It stays removed; restoring it brings that back too.'
  expect(told).toEqual([sentence, sentence])
  expect(gm.merges().map(({ kind, path }) => [kind, path])).toEqual([['gone', 'tokens.t1.$']])
})

test('an entity is named by two segments', () => {
  const { gm } = createPeers(['gm'], rules)
  expect(() => gm.create('tokens')).toThrow('Name one by two segments')
  expect(() => gm.remove('tokens.t1.position')).toThrow('Name one by two segments')
})

test('what there is of a kind, and what a document holds at all, is what its paths say', () => {
  const entities = ['tokens.a', 'tokens.b', 'token.a', 'tokens', 'actors.a'] as const
  const step = fc.record({
    who: fc.constantFrom('gm' as const, 'alice' as const),
    does: fc.constantFrom('create', 'remove', 'purge', 'write', 'note', 'clear', 'hear'),
    to: fc.constantFrom(...entities),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const peers = createPeers(['gm', 'alice'], rules)
      for (const { who, does, to } of steps) act(peers[who], does, to)
      for (const peer of [peers.gm, peers.alice]) {
        for (const kind of ['tokens', 'token', 'actors', 'walls']) {
          const there = entities.filter((name) => name.startsWith(`${kind}.`) && peer.exists(name))
          expect(peer.entities(kind)).toEqual(there.map((name) => name.slice(kind.length + 1)))
        }
        for (const name of entities.filter((one) => one.includes('.'))) {
          const stands =
            peer.inspect(`${name}.$`).siblings.length > 0 || peer.paths(name).length > 0
          expect(stands && !peer.holds(name)).toBe(false)
        }
        expect(peer.holds('walls.a')).toBe(false)
      }
    }),
  )
})

function act(peer: Peer, does: string, to: string): void {
  if (does === 'hear') peer.hear()
  else if (does === 'write') peer.write(`${to}.size`, { set: 1 })
  else if (does === 'clear') peer.write(`${to}.size`, { clear: true })
  else if (!to.includes('.')) return
  else if (does === 'note') peer.write('tokens.a.notes', { set: 'x' })
  else if (does === 'create') peer.create(to)
  else if (does === 'remove') peer.remove(to)
  else if (does === 'purge') peer.purge(to)
}
