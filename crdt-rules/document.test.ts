import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { openDocument } from './document.ts'
import type { Edit } from './edit.ts'
import type { Json } from './json.ts'
import type { RuleDocument } from './rule-document.ts'
import { defineRules } from './rule-set.ts'
import { addWinsSet, log } from './rules/collections.ts'
import { lww } from './rules/lww.ts'
import { tally } from './rules/tally.ts'
import { text } from './rules/text.ts'
import { createPeers } from './testing/index.ts'

const rules = defineRules({
  'actors.*.hp': tally({ sets: 'min', floor: 0, ceiling: 'actors.*.max' }),
  'actors.*.max': lww(z.number()),
  'actors.*.name': lww(z.string()),
  'actors.*.conditions': addWinsSet(z.string()),
  'actors.*.notes': text(),
  'logs.*': log(z.string()),
})

describe('reading and writing', () => {
  test('[MR4] reading writes nothing', () => {
    const game = open()
    game.write('actors.a.hp', { set: 5 })
    const before = Y.encodeStateAsUpdate(game.doc)
    game.read('actors.a.hp')
    game.read('actors.b.hp')
    game.inspect('actors.a.hp')
    game.merges()
    game.paths('actors')
    game.entities('actors')
    expect(Y.encodeStateAsUpdate(game.doc)).toEqual(before)
  })

  test('[MR10] a refused edit changes nothing and says why', () => {
    const game = open()
    const refusals: readonly (readonly [string, Edit, string])[] = [
      ['actors.a.name', { set: 5 }, 'The value does not fit: Invalid input: expected string'],
      ['actors.a.name', { add: 'x' }, 'The rule lww takes set and clear, not add.'],
      ['actors.a.hp', { add: 'many' }, 'A tally takes numbers only.'],
      ['actors.a.hp', { add: NaN }, 'The value of an edit is not JSON.'],
      ['actors.*.hp', { set: 5 }, '"actors.*.hp" is a pattern, not a path.'],
      ['actors..hp', { set: 5 }, '"actors..hp" has an empty segment.'],
      ['actors.a.$', { set: true }, 'Use create, remove or restore.'],
      ['actors.a.name', { set: 'x', clear: true }, 'exactly one of set, add, remove'],
      ['actors.a.name', {} as Edit, 'exactly one of set, add, remove and clear'],
    ]
    for (const [path, edit, sentence] of refusals) {
      expect(game.check(path, edit)).toContain(sentence)
      expect(() => game.write(path, edit)).toThrow(sentence)
    }
    expect(Y.encodeStateVector(game.doc)).toEqual(Y.encodeStateVector(new Y.Doc()))
  })

  test('[MR11] a path and a longer path below it leave each other alone', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    gm.write('actors.a.bag', { set: 3 })
    alice.write('actors.a.bag.gold', { set: 5 })
    gm.hear()
    expect([gm.read('actors.a.bag'), gm.read('actors.a.bag.gold')]).toEqual([3, 5])
    expect(gm.paths('actors.a')).toEqual(['actors.a.bag', 'actors.a.bag.gold'])
  })

  test('[RU16] cleared apart from a write: what was written apart stays', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules, { defaults: () => 'Goblin' })
    gm.write('actors.a.name', { set: 'Grub' })
    alice.hear()
    alice.write('actors.a.name', { clear: true })
    expect([alice.read('actors.a.name'), alice.has('actors.a.name')]).toEqual(['Goblin', false])
    gm.write('actors.a.name', { set: 'Snot' })
    alice.hear()
    expect(alice.read('actors.a.name')).toBe('Snot')
  })

  test('a value that was handed in cannot be changed from outside', () => {
    const game = open()
    const position = { x: 1, y: 2 }
    game.write('tokens.t1.position', { set: position })
    position.x = 9
    expect(game.read('tokens.t1.position')).toEqual({ x: 1, y: 2 })
  })

  test('paths of one, two and many segments are all fine', () => {
    const game = open()
    for (const path of ['round', 'table.scene', 'a.b.c.d.e.f']) game.write(path, { set: path })
    expect(game.paths('')).toEqual(['a.b.c.d.e.f', 'round', 'table.scene'])
    expect(game.paths('a.b.c')).toEqual(['a.b.c.d.e.f'])
  })
})

describe('transactions', () => {
  test('[UN1] many writes are one update, and a later one sees the earlier', () => {
    const game = open()
    const updates: Uint8Array[] = []
    game.doc.on('update', (update: Uint8Array) => updates.push(update))
    game.transact(() => {
      game.write('actors.a.hp', { set: 9 })
      game.write('actors.a.hp', { set: 7 })
      game.write('actors.a.name', { set: 'Grub' })
      expect(game.read('actors.a.hp')).toBe(7)
    })
    expect(updates).toHaveLength(1)
    expect(game.inspect('actors.a.hp').siblings).toHaveLength(1)
  })

  test('[LI1] listeners are told once, what changed at and below their prefix', () => {
    const game = open()
    const told: Record<string, string[][]> = {
      '': [],
      'actors.a': [],
      'actors.a.hp': [],
      actor: [],
    }
    for (const [prefix, calls] of Object.entries(told)) {
      game.subscribe(prefix, (paths) => calls.push([...paths]))
    }
    game.transact(() => {
      game.create('actors.a')
      game.write('actors.a.hp', { set: 9 })
      game.write('actors.b.hp', { set: 9 })
    })
    expect(told).toEqual({
      '': [['actors.a.$', 'actors.a.hp', 'actors.b.hp']],
      'actors.a': [['actors.a.$', 'actors.a.hp']],
      'actors.a.hp': [['actors.a.hp']],
      actor: [],
    })
  })

  test('[LI1] a new ceiling is told to who shows the value below it', () => {
    const game = open()
    const told: string[] = []
    game.write('actors.a.hp', { set: 20 })
    const stop = game.subscribe('actors.a.hp', (paths) => told.push(...paths))
    game.write('actors.a.max', { set: 12 })
    expect([told, game.read('actors.a.hp')]).toEqual([['actors.a.hp'], 12])
    stop()
    game.write('actors.a.max', { set: 10 })
    expect(told).toHaveLength(1)
  })

  test('[LI1] a listener that throws keeps no other from hearing', () => {
    const game = open()
    const told: string[] = []
    game.subscribe('', () => {
      throw new Error('broken listener')
    })
    game.subscribe('', (paths) => told.push(...paths))
    expect(() => game.write('round', { set: 1 })).toThrow('broken listener')
    expect(told).toEqual(['round'])
  })

  test('a listener may write', () => {
    const game = open()
    game.subscribe('actors.a.hp', () => game.write('logs.chat', { add: 'ouch' }))
    game.write('actors.a.hp', { set: 1 })
    expect(game.read('logs.chat')).toEqual(['ouch'])
  })
})

describe('texts', () => {
  test('[RU15] what two people type at once is all there', () => {
    const { gm, alice } = createPeers(['gm', 'alice'], rules)
    gm.write('actors.a.notes', { set: 'A goblin.' })
    alice.hear()
    gm.text('actors.a.notes').insert(2, 'sad ')
    alice.write('actors.a.notes', { set: 'A goblin with a hat.' })
    gm.hear()
    alice.hear()
    expect(gm.read('actors.a.notes')).toBe('A sad goblin with a hat.')
    expect(alice.read('actors.a.notes')).toBe('A sad goblin with a hat.')
  })

  test('[LI1] [RU15] texts are listed, told and cleared like other paths', () => {
    const { gm } = createPeers(['gm'], rules)
    const told: string[] = []
    gm.subscribe('actors.a', (paths) => told.push(...paths))
    gm.write('actors.a.notes', { set: 'A goblin.' })
    expect([gm.paths('actors.a'), told, gm.has('actors.a.notes')]).toEqual([
      ['actors.a.notes'],
      ['actors.a.notes'],
      true,
    ])
    gm.write('actors.a.notes', { clear: true })
    expect([gm.read('actors.a.notes'), gm.has('actors.a.notes')]).toEqual([undefined, false])
  })

  test('a document without words says what it needs', () => {
    expect(() => open().write('actors.a.notes', { set: 'x' })).toThrow(
      'Open the document with words',
    )
  })
})

function open(defaults?: (path: string) => Json | undefined): RuleDocument {
  return openDocument({ doc: new Y.Doc(), rules, now: () => Date.UTC(2026, 0, 1), defaults })
}
