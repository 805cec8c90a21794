import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { tabOf } from '../../testing/people.ts'
import { createWriters, type Writers } from './writers.ts'

const device = new Uint8Array(32).fill(7)
const TABS = 4
const HIGHEST = 0xffffffff

/** Who writes the next records, how many, and whether all but the last few positions are pruned then. */
const deeds = fc.array(
  fc.record({
    tab: fc.nat(TABS - 1),
    count: fc.integer({ min: 1, max: 3 }),
    kept: fc.option(fc.nat(12), { freq: 4 }),
  }),
  { maxLength: 120 },
)

test('however a log is written and pruned: numbers in it are found where they are, pruned ones only as pruned, and little stays', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const writers = createWriters()
      const positions = Array.from({ length: TABS }, (): number[] => [])
      let head = 0
      let base = 0
      for (const { tab, count, kept } of all) {
        const run = { device, tab: tabOf(tab), ctr: (positions[tab]?.length ?? 0) + 1 }
        writers.add({ ...run, seq: head + 1, count })
        for (let added = 0; added < count; added += 1) positions[tab]?.push((head += 1))
        if (kept === null || head - kept <= base) continue
        base = head - kept
        writers.prune(base)
      }
      for (const known of [writers, readAgain(writers)]) {
        for (const [tab, seqs] of positions.entries()) expectFound(known, tab, seqs, base)
      }
      expect(bytesOf(writers)).toBeLessThanOrEqual(2 + TABS * (41 + 12) + (head - base) * 4)
    }),
  )
})

test('a year of four people who take turns takes as much as its last evening', () => {
  const writers = createWriters()
  const sizes = new Set<number>()
  for (let seq = 1; seq <= 200_000; seq += 1) {
    const [tab, ctr] = [seq % TABS, Math.ceil(seq / TABS)]
    writers.add({ device, tab: tabOf(tab), ctr, seq, count: 1 })
    if (seq % 4_000 !== 0) continue
    writers.prune(seq - 200)
    if (seq > 40_000) sizes.add(bytesOf(writers))
  }
  expect(Math.max(...sizes)).toBeLessThan(1_000)
})

function expectFound(writers: Writers, tab: number, seqs: readonly number[], base: number): void {
  for (const [index, seq] of seqs.entries()) {
    const run = writers.find(device, tabOf(tab), index + 1)
    const found = (run?.seq ?? 0) + index + 1 - (run?.ctr ?? 0)
    if (seq > base) expect(found).toBe(seq)
    else expect(found > 0 && found <= base).toBe(true)
  }
  const last = writers.find(device, tabOf(tab), HIGHEST)
  expect((last?.ctr ?? 1) + (last?.count ?? 0) - 1).toBe(seqs.length)
}

function readAgain(writers: Writers): Writers {
  const encoder = encoding.createEncoder()
  writers.write(encoder)
  return createWriters(decoding.createDecoder(encoding.toUint8Array(encoder)))
}

function bytesOf(writers: Writers): number {
  const encoder = encoding.createEncoder()
  writers.write(encoder)
  return encoding.length(encoder)
}
