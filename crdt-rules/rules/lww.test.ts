import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { lww } from './lww.ts'

test('[MR1] [MR3] [RU1] the newest write is shown', () => {
  verifyRule(lww(z.string()), {
    edits: fc.record({ set: fc.string() }),
    promised: (edits) => edits.map((edit) => ('set' in edit ? edit.set : undefined)).at(-1),
    followed: (_, edit) => ('set' in edit ? edit.set : undefined),
  })
})

test('[MR2] [MR5] what two people wrote apart stays readable until somebody writes again', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], defineRules({ 'tokens.*.name': lww() }))
  gm.write('tokens.t1.name', { set: 'Grub' })
  alice.write('tokens.t1.name', { set: 'Snot' })
  gm.hear()

  const { siblings, contested, view } = gm.inspect('tokens.t1.name')
  expect(siblings.map(({ value, dot }) => [value, dot.client])).toEqual([
    ['Grub', gm.client()],
    ['Snot', alice.client()],
  ])
  expect(siblings.map(({ at }) => at)).toEqual([
    Date.UTC(2026, 0, 1, 0, 0, 0),
    Date.UTC(2026, 0, 1, 0, 0, 1),
  ])
  expect([contested, view]).toEqual([true, 'Snot'])

  gm.write('tokens.t1.name', { set: 'Grub the Snot' })
  alice.hear()
  expect(alice.inspect('tokens.t1.name').siblings).toHaveLength(1)
})

test('[MR2] a write that saw only one of two siblings replaces only that one', () => {
  const cast = createPeers(['gm', 'alice', 'bob'], defineRules({ 'tokens.*.name': lww() }))
  cast.gm.write('tokens.t1.name', { set: 'one' })
  cast.alice.write('tokens.t1.name', { set: 'two' })
  cast.bob.hear('gm')
  cast.bob.write('tokens.t1.name', { set: 'three' })
  cast.gm.hear()

  const values = cast.gm.inspect('tokens.t1.name').siblings.map(({ value }) => value)
  expect(values).toEqual(['two', 'three'])
})

test('[MR6] a clock that was a year ahead is not handed on by who saw its write', () => {
  const names = defineRules({ 'tokens.*.name': lww() })
  const { gm, alice, bob } = createPeers(['gm', 'alice', 'bob'], names)
  const hourMs = 3600 * 1000
  alice.setClockAhead(365 * 24 * hourMs)
  alice.write('tokens.t1.name', { set: 'from next year' })
  gm.hear()
  gm.write('tokens.t1.name', { set: 'seen and changed' })
  // Apart from both, two hours later: nobody's clock but Alice's was wrong, so the later write wins.
  bob.setClockAhead(2 * hourMs)
  bob.write('tokens.t1.name', { set: 'written after it' })
  gm.hear('bob')
  expect(gm.read('tokens.t1.name')).toBe('written after it')
})

test('[MR6] a clock that is behind does not make a write older than what it saw', () => {
  const names = defineRules({ 'tokens.*.name': lww() })
  const { gm, alice, bob } = createPeers(['gm', 'alice', 'bob'], names)
  const minuteMs = 60 * 1000
  gm.write('tokens.t1.name', { set: 'first' })
  alice.setClockAhead(-10 * minuteMs)
  bob.setClockAhead(-5 * minuteMs)
  alice.hear('gm')
  alice.write('tokens.t1.name', { set: 'seen and changed' })
  bob.write('tokens.t1.name', { set: 'apart, before the first' })
  alice.hear('bob')
  expect(alice.read('tokens.t1.name')).toBe('seen and changed')
})

test('[MR6] a clock that is a year ahead wins a tie, and loses to who saw its write', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], defineRules({ 'tokens.*.name': lww() }))
  const yearMs = 365 * 24 * 3600 * 1000
  alice.setClockAhead(yearMs)
  alice.write('tokens.t1.name', { set: 'from next year' })
  gm.write('tokens.t1.name', { set: 'from today' })
  gm.hear()
  expect(gm.read('tokens.t1.name')).toBe('from next year')

  gm.write('tokens.t1.name', { set: 'later' })
  gm.write('tokens.t2.name', { set: 'elsewhere' })
  alice.hear()
  expect(alice.read('tokens.t1.name')).toBe('later')
  const [elsewhere] = gm.inspect('tokens.t2.name').siblings
  expect(elsewhere?.at).toBeLessThan(Date.UTC(2026, 0, 2))
})
