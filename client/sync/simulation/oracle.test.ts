import './quiet-broadcast.ts'
import { expect, test } from 'vitest'
import { makeCast } from './cast.ts'
import { createFastSuite } from './fast-suite.ts'
import { openMemoryDisk, type OpenDisk } from './relay-disk.ts'
import { runSeed } from './run-seed.ts'

const MOST_SEEDS = 60

/** A disk that says that it has what it only will have: as if the relay acknowledged too early. */
const openHastyDisk: OpenDisk = ({ time, sync }) => {
  const disk = openMemoryDisk({ time, sync: (done) => done() })
  const { storage, memory } = disk
  if (memory === undefined) throw new Error('This disk is in memory.')
  let synced = memory.image()
  return {
    ...disk,
    get recordsKept() {
      return disk.recordsKept
    },
    storage: {
      ...storage,
      commit(writes) {
        sync(() => {
          synced = memory.image()
        })
        return storage.commit(writes)
      },
    },
    crash: () => memory.restore(synced),
  }
}

test(`within ${MOST_SEEDS} evenings it is noticed that a relay acknowledges what it does not have yet`, async () => {
  const [cast, crypto] = [makeCast(), createFastSuite()]
  const told: string[] = []
  for (let seed = 1; seed <= MOST_SEEDS && told.length === 0; seed += 1) {
    const { wrongs } = await runSeed(seed, { cast, crypto, openDisk: openHastyDisk })
    told.push(...wrongs.filter((wrong) => wrong.startsWith('The relay acknowledged record')))
  }
  expect(told).toEqual([
    expect.stringMatching(/^The relay acknowledged record \d+, was killed and has \d+\.$/),
  ])
}, 300_000)
