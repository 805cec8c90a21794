import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { combineRules, defineRules } from './rule-set.ts'
import { log } from './rules/collections.ts'
import { lww } from './rules/lww.ts'
import { max } from './rules/extremes.ts'
import { tally } from './rules/tally.ts'

describe('patterns', () => {
  test('[PA1] a star stands for exactly one segment, and a literal sibling keeps its own rule', () => {
    const rules = defineRules({
      'actors.*.hp': tally({ sets: 'min' }),
      'actors.*.items.*.quantity': max(),
      'actors.goblin.notes': log(z.string()),
    })
    expect(rules.ruleOf('actors.goblin.hp').name).toBe('tally(min)')
    expect(rules.ruleOf('actors.goblin.notes').name).toBe('log')
    expect(rules.ruleOf('actors.goblin.items.sword.quantity').name).toBe('max')
    expect(rules.claimOf('actors.a.items.b.quantity').captures).toEqual(['a', 'b'])
  })

  test('[MR8] a path that nothing claims is lww', () => {
    const rules = defineRules({ 'actors.*.hp': max() })
    const names = ['actors.hp', 'actors.a.b.hp', 'tokens.t1'].map((path) => rules.ruleOf(path).name)
    expect(names).toEqual(['lww', 'lww', 'lww'])
  })

  test('[PA2] two patterns that could claim one path are refused by name', () => {
    expect(() => defineRules({ 'actors.*.hp': max(), 'actors.goblin.*': lww() })).toThrow(
      '"actors.*.hp" and "actors.goblin.*" could claim the same path. Keep one of them.',
    )
    const one = defineRules({ 'actors.*.hp': max() })
    expect(() => combineRules(one, defineRules({ 'actors.*.hp': lww() }))).toThrow(
      'Two rules claim "actors.*.hp". Keep one.',
    )
    expect(() => combineRules(one, defineRules({ '*.*.hp': lww() }))).toThrow(
      'could claim the same',
    )
    const both = combineRules(one, defineRules({ 'actors.*.name': lww() }))
    expect(Object.keys(both.byPattern)).toEqual(['actors.*.hp', 'actors.*.name'])
  })

  test('[PA3] a bound that cannot be filled, or reads itself, is refused', () => {
    expect(() =>
      defineRules({ 'actors.*.hp': tally({ sets: 'min', ceiling: 'actors.*.parts.*.max' }) }),
    ).toThrow('"actors.*.hp" cannot fill every star of "actors.*.parts.*.max", which it reads.')
    expect(() =>
      defineRules({
        'actors.*.hp': tally({ sets: 'min', ceiling: 'actors.*.max' }),
        'actors.*.max': tally({ sets: 'min', floor: 'actors.*.hp' }),
      }),
    ).toThrow('reads itself')
  })

  test('patterns with empty segments and those kept for existence are refused', () => {
    expect(() => defineRules({ 'actors..hp': lww() })).toThrow('empty segment')
    expect(() => defineRules({ 'actors.*.$': lww() })).toThrow('kept for existence')
  })
})
