import { firstHash, type Frame, type LogEpoch, type RoomId } from '#relay/wire'
import { expect, test } from 'vitest'
import { createCoverage } from '../documents/coverage.ts'
import type { LinkEvent } from '../link/link-state.ts'
import { createCatchUp } from './catch-up.ts'
import type { LogReader } from './log-reader.ts'
import { createTails } from './tails.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
const epoch = 'AAAAAAAAAAAAAAAAAAAAAA' as LogEpoch
const start = { epoch, seq: 0, hash: firstHash(room, epoch) }
const base = { epoch, firstKept: 1, baseHash: start.hash }
const matches = {
  type: 'position',
  verdict: 'matches',
  head: 0,
  headHash: start.hash,
  ...base,
} as const
const live = { type: 'live', head: 0, hash: start.hash } as const

/** A device that stands at the start of an empty log. */
function begin({ fillsGaps = true } = {}) {
  const sent: Frame[] = []
  const events: LinkEvent[] = []
  const later = new Set<() => void>()
  const muchLater = new Set<() => void>()
  let inLog: LogReader['inLog']
  let rebuilt = 0
  let synced = 0
  let givenUp = 0
  let lacking = 0
  const reader: LogReader = {
    load: () => Promise.resolve(),
    position: start,
    takeSnapshot: () => undefined,
    tails: createTails(),
    lacking: new Set(),
    beginning: 0,
    restart() {
      inLog = new Map([['table', createCoverage()]])
    },
    get inLog() {
      return inLog
    },
    adopt() {
      inLog = undefined
      return []
    },
    receive: () => 'taken',
    agrees: () => true,
    settled: () => Promise.resolve(),
    retry: () => Promise.resolve(),
  }
  const catchUp = createCatchUp({
    reader,
    link: {
      connection: 1,
      send: (...frames) => sent.push(...frames),
      dispatch: (event) => events.push(event),
      giveUp: () => (givenUp += 1),
    },
    schedule(delayMs, run) {
      const queue = delayMs < 5_000 ? later : muchLater
      queue.add(run)
      return () => queue.delete(run)
    },
    jitter: () => 0,
    findMissing: () => Promise.resolve([]),
    onDiverged: () => undefined,
    rebuilt: () => (rebuilt += 1),
    loadSnapshots: () => Promise.resolve({ loaded: [], isWhole: true }),
    fallBack: () => Promise.resolve(fillsGaps),
    onLacking: () => (lacking += 1),
    onSynced: () => (synced += 1),
  })
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.resolve()
      runAll(later)
    }
  }
  return {
    catchUp,
    sent,
    events,
    settle,
    passLongTime: () => runAll(muchLater),
    counts: () => ({ rebuilt, synced }),
    givenUp: () => givenUp,
    lacking: () => lacking,
  }
}

function runAll(queue: Set<() => void>): void {
  const runs = [...queue]
  queue.clear()
  for (const run of runs) run()
}

test('a device in step sends nothing but its question, and is synced when the log has ended', async () => {
  const { catchUp, sent, settle, counts } = begin()
  catchUp.welcomed(base)
  catchUp.take(matches)
  catchUp.take(live)
  await settle()
  expect(sent.map(({ type }) => type)).toEqual(['sync'])
  expect(counts()).toEqual({ rebuilt: 0, synced: 1 })
})

test('the end of a reading that was given up ends nothing: only the answer to the last question counts', async () => {
  const { catchUp, events, settle, counts } = begin()
  catchUp.welcomed(base)
  catchUp.readAnew()
  catchUp.take(matches)
  catchUp.take(live)
  await settle()
  expect(counts()).toEqual({ rebuilt: 0, synced: 0 })
  catchUp.take(matches)
  catchUp.take(live)
  await settle()
  expect(counts()).toEqual({ rebuilt: 1, synced: 1 })
  expect(events.map(({ type }) => type)).toEqual(['diverged', 'rereading', 'caughtUp'])
})

test('a second reading during a rebuild is rebuilt for itself, once', async () => {
  const { catchUp, settle, counts } = begin()
  catchUp.welcomed(base)
  catchUp.readAnew()
  catchUp.take(matches)
  catchUp.take(matches)
  catchUp.take(live)
  await Promise.resolve()
  catchUp.readAnew()
  await settle()
  expect(counts()).toEqual({ rebuilt: 0, synced: 0 })
  catchUp.take(matches)
  catchUp.take(live)
  catchUp.take(live)
  await settle()
  expect(counts()).toEqual({ rebuilt: 1, synced: 1 })
})

test('a relay that does not answer is given up, one that has answered is not', async () => {
  const { catchUp, settle, passLongTime, givenUp } = begin()
  catchUp.welcomed(base)
  passLongTime()
  expect(givenUp()).toBe(1)
  catchUp.disconnected()
  catchUp.welcomed(base)
  catchUp.take(matches)
  catchUp.take(live)
  await settle()
  passLongTime()
  expect(givenUp()).toBe(1)
})

test('a relay that stops in the middle of its answer is given up', async () => {
  const { catchUp, settle, passLongTime, givenUp } = begin()
  catchUp.welcomed(base)
  catchUp.take(matches)
  catchUp.take({ type: 'records', from: 1, more: true, records: [] })
  await settle()
  passLongTime()
  expect(givenUp()).toBe(1)
})

test('a log that was cut is read behind its snapshots, and what they leave out is told', async () => {
  for (const [fillsGaps, told] of [
    [true, 0],
    [false, 1],
  ] as const) {
    const { catchUp, settle, counts, lacking } = begin({ fillsGaps })
    const cut = { ...base, firstKept: 8 }
    catchUp.welcomed(cut)
    catchUp.take({ ...matches, ...cut, verdict: 'diverged' })
    for (let turn = 0; turn < 3; turn += 1) await settle()
    catchUp.take({ ...matches, ...cut })
    catchUp.take(live)
    for (let turn = 0; turn < 3; turn += 1) await settle()
    expect(counts()).toEqual({ rebuilt: 1, synced: 1 })
    expect(lacking()).toBe(told)
  }
})
