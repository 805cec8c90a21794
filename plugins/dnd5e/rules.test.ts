import { defineRules, type Edit, type Json } from '#crdt-rules'
import { createPeers, verifyRule } from '#crdt-rules/testing'
import { coreRules } from '#plugin-sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rules } from './rules.ts'

function ruleAt(pattern: string) {
  const rule = rules[pattern]
  if (rule === undefined) throw new Error(`No rule at "${pattern}". Mend the test.`)
  return rule
}

const hitPoints = ruleAt('actors.*.attributes.hp.value')
const temporary = ruleAt('actors.*.attributes.hp.temporary')
const conditions = ruleAt('actors.*.conditions')
const name = coreRules['actors.*.name']

const addition = fc.integer({ min: -30, max: 30 }).map((add): Edit => ({ add }))
const absolute = fc.integer({ min: 0, max: 30 }).map((set): Edit => ({ set }))
const base = 15

function additions(edits: readonly Edit[]): number {
  return edits.reduce((sum, edit) => ('add' in edit ? sum + Number(edit.add) : sum), 0)
}

function sets(edits: readonly Edit[]): readonly number[] {
  return edits.flatMap((edit) => ('set' in edit ? [Number(edit.set)] : []))
}

describe('the laws of what this system declares', () => {
  test('hit points: every hit counts, of absolute values the least', () => {
    verifyRule(hitPoints, {
      runs: 40,
      edits: fc.oneof(addition, absolute),
      defaults: () => base,
      promised: (edits) => {
        const written = sets(edits)
        const start = written.length > 0 ? Math.min(...written) : base
        // The default of every path is the base here, so it is the ceiling as well.
        return Math.min(base, Math.max(0, start + additions(edits)))
      },
    })
  })

  test('temporary hit points: of absolute values the greatest', () => {
    verifyRule(temporary, {
      runs: 40,
      edits: fc.oneof(addition, absolute),
      promised: (edits) =>
        Math.max(
          0,
          Math.max(...sets(edits), -Infinity, ...(sets(edits).length > 0 ? [] : [0])) +
            additions(edits),
        ),
    })
  })

  test('conditions: what anybody added apart is there', () => {
    const element = fc.constantFrom('prone', 'poisoned', 'stunned')
    verifyRule(conditions, {
      runs: 40,
      edits: fc.oneof(
        fc.record({ add: element, source: fc.constantFrom('goblin', 'web') }),
        element.map((remove): Edit => ({ remove })),
      ),
      promised: (edits) => {
        const added = edits.flatMap((edit) => ('add' in edit ? [edit.add] : []))
        return added.length === 0 ? undefined : [...new Set<Json>(added)].sort()
      },
    })
  })

  test('names: the newest', () => {
    if (name === undefined) throw new Error('The shared rules lost the name. Put it back.')
    verifyRule(name, {
      runs: 40,
      edits: fc.string({ maxLength: 20 }).map((set): Edit => ({ set })),
      promised: (edits) => {
        const last = edits.at(-1)
        return last !== undefined && 'set' in last ? last.set : undefined
      },
    })
  })
})

describe('worked examples', () => {
  const path = 'actors.goblin.attributes.hp.value'

  function joined() {
    const peers = createPeers(['gm', 'alice'], defineRules({ ...rules }))
    peers.gm.write('actors.goblin.attributes.hp.max', { set: 20 })
    peers.gm.write(path, { set: 15 })
    peers.alice.hear()
    return peers
  }

  test.each<[string, Edit, Edit, number]>([
    ['hits of 8 and 9 on 15 leave 0', { add: -8 }, { add: -9 }, 0],
    ['set to 7 and set to 6 is 6', { set: 7 }, { set: 6 }, 6],
    ['set to 10 apart from a hit of 3 is 7', { set: 10 }, { add: -3 }, 7],
    ['healing 20 stops at the maximum', { add: 20 }, { add: 0 }, 20],
  ])('%s', (_, first, second, expected) => {
    const { gm, alice } = joined()
    gm.write(path, first)
    alice.write(path, second)
    gm.hear()
    alice.hear()
    expect([gm.read(path), alice.read(path)]).toEqual([expected, expected])
  })

  test('who heals after seeing the 0 starts from 0', () => {
    const { gm, alice } = joined()
    gm.write(path, { add: -8 })
    alice.write(path, { add: -9 })
    gm.hear()
    gm.write(path, { add: 5 })
    alice.hear()
    expect(alice.read(path)).toBe(5)
  })

  test('one source of a condition can end while the other stays', () => {
    const { gm, alice } = joined()
    const at = 'actors.goblin.conditions'
    gm.write(at, { add: 'prone', source: 'wolf' })
    gm.write(at, { add: 'prone', source: 'net' })
    gm.write(at, { remove: 'prone', source: 'wolf' })
    alice.hear()
    expect(alice.read(at)).toEqual(['prone'])
    gm.write(at, { remove: 'prone', source: 'net' })
    alice.hear()
    expect(alice.read(at) ?? []).toEqual([])
  })
})
