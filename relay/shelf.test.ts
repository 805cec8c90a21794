import fc from 'fast-check'
import { expect, test } from 'vitest'
import { snapshotIdFromBytes } from './wire/index.ts'
import { createShelf } from './shelf.ts'
import type { StoredSnapshot } from './storage/storage.ts'

const DAY_MS = 86_400_000
const STREAM = 7

test('whatever comes, what was held stays held, the newest is there, and three are enough', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('add' as const), further: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ type: fc.constant('attest' as const), which: fc.nat(2) }),
    fc.record({ type: fc.constant('pass' as const), days: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ type: fc.constant('restart' as const) }),
  )
  const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    let nowMs = 0
    let seq = 0
    let held = 0
    let shelf = openShelf([], () => nowMs)
    for (const next of steps) {
      const kept = shelf.list([STREAM])[0]?.kept ?? []
      if (next.type === 'pass') nowMs += next.days * DAY_MS
      if (next.type === 'restart') shelf = openShelf(withStream(kept), () => nowMs)
      if (next.type === 'attest') {
        const chosen = kept[next.which]
        if (chosen !== undefined) shelf.attest(chosen.id, attestation)
      }
      if (next.type === 'add') {
        seq += next.further
        shelf.add(snapshotAt(seq, nowMs))
      }
      expect(shelf.heldUpTo(STREAM)).toBeGreaterThanOrEqual(held)
      held = shelf.heldUpTo(STREAM)
      const now = shelf.list([STREAM])[0]?.kept ?? []
      expect(now.length).toBeLessThanOrEqual(3)
      expect(now[0]?.covers.seq ?? 0).toBe(seq)
      if (held > 0) expect(now.some(({ covers }) => covers.seq === held)).toBe(true)
      expect(shelf.bytes()).toBe(now.length * 10)
    }
  })
  fc.assert(property)
})

test('with an attestation for each, two are kept; without any, one becomes sound by age all the same', () => {
  let nowMs = 0
  const attested = openShelf([], () => nowMs)
  const lonely = openShelf([], () => nowMs)
  for (let day = 1; day <= 120; day += 1) {
    nowMs = day * DAY_MS
    const snapshot = snapshotAt(day, nowMs)
    attested.add(snapshot)
    attested.attest(snapshot.id, attestation)
    lonely.add(snapshot)
  }
  expect(attested.list([STREAM])[0]?.kept.map(({ covers }) => covers.seq)).toEqual([120, 119])
  expect(lonely.list([STREAM])[0]?.kept).toHaveLength(3)
  expect(lonely.heldUpTo(STREAM)).toBeGreaterThanOrEqual(60)
})

const attestation = { device: new Uint8Array(32), signature: new Uint8Array(64) }

function openShelf(snapshots: readonly StoredSnapshot[], now: () => number) {
  return createShelf({ snapshots, limits: { unattestedMs: 30 * DAY_MS }, now })
}

function snapshotAt(seq: number, takenAtMs: number): StoredSnapshot {
  const name = new Uint8Array(32)
  new DataView(name.buffer).setUint32(0, seq)
  const covers = { seq, hash: new Uint8Array(32) }
  const author = new Uint8Array(32)
  const id = snapshotIdFromBytes(name)
  return { id, stream: STREAM, author, covers, bytes: 10, takenAtMs, attestations: [] }
}

function withStream(kept: readonly Omit<StoredSnapshot, 'stream'>[]): StoredSnapshot[] {
  return kept.map((snapshot) => ({ ...snapshot, stream: STREAM }))
}
