import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Json } from './json.ts'
import { defineRules } from './rule-set.ts'
import { addWinsSet, log } from './rules/collections.ts'
import { lww } from './rules/lww.ts'
import { tally } from './rules/tally.ts'
import { createPeers } from './testing/index.ts'

const rules = defineRules({
  'actors.*.name': lww(z.string()),
  'actors.*.hp.value': tally({ sets: 'min', floor: 0 }),
  'actors.*.hp.max': lww(z.number()),
  'actors.*.conditions': addWinsSet(z.string()),
  'actors.*.position': lww(z.object({ x: z.number(), y: z.number() })),
  'actors.*.history': log(z.string()),
})

describe('an object written above its leaves', () => {
  test('[MR12] each leaf is written by its own rule, and what is not named stays', () => {
    const { gm } = createPeers(['gm'], rules)
    gm.write('actors.a.hp.max', { set: 40 })
    gm.write('actors.a', {
      set: { name: 'Grub', hp: { value: 7 }, conditions: ['prone'], position: { x: 1, y: 2 } },
    })
    expect(gm.paths('actors.a')).toEqual([
      'actors.a.conditions',
      'actors.a.hp.max',
      'actors.a.hp.value',
      'actors.a.name',
      'actors.a.position',
    ])
    expect([gm.read('actors.a.hp.value'), gm.read('actors.a.hp.max')]).toEqual([7, 40])
    expect(gm.read('actors.a.position')).toEqual({ x: 1, y: 2 })
  })

  test('[MR12] parent and child written apart come together leaf by leaf', () => {
    const { gm, alice, bob } = createPeers(['gm', 'alice', 'bob'], rules)
    gm.write('actors.a.hp', { set: { value: 10, max: 10 } })
    alice.hear()
    bob.hear()
    alice.write('actors.a', { set: { name: 'Grub', hp: { value: 8 } } })
    bob.write('actors.a.hp.value', { add: -3 })
    bob.write('actors.a.hp.max', { set: 12 })
    alice.hear()
    bob.hear()
    for (const peer of [alice, bob]) {
      expect([peer.read('actors.a.hp.value'), peer.read('actors.a.hp.max')]).toEqual([5, 12])
      expect(peer.read('actors.a.name')).toBe('Grub')
    }
  })

  test('[MR10] [MR12] a leaf that no rule takes, or whose rule refuses, refuses the whole', () => {
    const { gm } = createPeers(['gm'], rules)
    const objects: readonly Json[] = [
      { name: 'Grub', shoe: 43 },
      { name: 'Grub', hp: 7 },
      { name: 'Grub', hp: { value: 'seven' } },
      { name: 'Grub', history: ['born'] },
      { name: 'Grub', 'hp.value': 7 },
      { name: 'Grub', $: true },
    ]
    const refusals = objects.map((set) => gm.check('actors.a', { set }))
    expect(refusals).toEqual([
      'No rule takes "actors.a.shoe", so the object at actors.a cannot be written.',
      'No rule takes "actors.a.hp", so the object at actors.a cannot be written.',
      'actors.a.hp.value: A tally takes numbers only.',
      'actors.a.history: The rule log takes add and clear, not set.',
      '"hp.value" at actors.a cannot be part of a path.',
      'No rule takes "actors.a.$", so the object at actors.a cannot be written.',
    ])
    expect(() => gm.write('actors.a', { set: { name: 'Grub', shoe: 43 } })).toThrow('No rule takes')
    expect(gm.paths('actors.a')).toEqual([])
  })

  test('[UN2] [MR12] its receipt takes every leaf back', () => {
    const { gm } = createPeers(['gm'], rules)
    gm.write('actors.a.name', { set: 'Grub' })
    const receipt = gm.transact(() =>
      gm.write('actors.a', { set: { name: 'Snot', hp: { value: 3, max: 3 } } }),
    )
    expect(gm.undo(receipt).refused).toEqual([])
    expect([gm.read('actors.a.name'), gm.paths('actors.a')]).toEqual(['Grub', ['actors.a.name']])
  })
})
