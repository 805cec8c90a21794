import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { openDocument } from '../document.ts'
import { defineRules } from '../rule-set.ts'
import { lww } from '../rules/lww.ts'
import { mentions } from './mentions.ts'

test('an id in a path and a text in a value are both found in the bytes, and nothing else is', () => {
  const doc = new Y.Doc()
  const rules = defineRules({ 'tokens.*.name': lww(z.string()) })
  const document = openDocument({ doc, rules, now: () => Date.UTC(2026, 0, 1) })
  document.write('tokens.stalker42.name', { set: 'Zargathrix' })
  const bytes = Y.encodeStateAsUpdate(doc)
  expect(mentions(bytes, 'stalker42')).toBe(true)
  expect(mentions(bytes, 'Zargathrix')).toBe(true)
  expect(mentions(bytes, 'stalker43')).toBe(false)
  expect(mentions(bytes, 'Boulder')).toBe(false)
})
