import { expect, test } from 'vitest'
import type { DocumentName } from '../names.ts'
import { decodeDigests, DIGEST_BYTES, whispersOf } from './digests.ts'

const place = { seq: 3, hash: new Uint8Array(DIGEST_BYTES) }
const tellOf = (names: readonly DocumentName[]) =>
  whispersOf({ ...place, documents: new Map(names.map((name) => [name, place.hash])) })

test('what only the GM reads is told to GMs alone, its name included', () => {
  const whispers = tellOf(['table', 'gm', 'gmScene/ambush', 'private/00000a'])
  const told = whispers.map(([audience, bytes]) => [
    audience,
    [...(decodeDigests(bytes)?.documents.keys() ?? [])],
  ])
  expect(told).toEqual([
    ['members', ['table']],
    ['gm', ['gm', 'gmScene/ambush', 'private/00000a']],
  ])
})

test('however many documents are open, no whisper is too long, and all of them are told', () => {
  const names = Array.from({ length: 100 }, (_, at): DocumentName => `scene/${'€'.repeat(60)}${at}`)
  const whispers = tellOf(names)
  expect(Math.max(...whispers.map(([, { length }]) => length))).toBeLessThan(4_000)
  expect(
    whispers.flatMap(([, bytes]) => [...(decodeDigests(bytes)?.documents.keys() ?? [])]),
  ).toEqual(names)
})
