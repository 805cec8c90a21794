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
function begin() {
  const sent: Frame[] = []
  const events: LinkEvent[] = []
  const later: (() => void)[] = []
  let inLog: LogReader['inLog']
  let rebuilt = 0
  let synced = 0
  const reader: LogReader = {
    load: () => Promise.resolve(0),
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
    },
    schedule(_delayMs, run) {
      later.push(run)
      return () => undefined
    },
    jitter: () => 0,
    findMissing: () => Promise.resolve([]),
    onDiverged: () => undefined,
    rebuilt: () => (rebuilt += 1),
    loadSnapshots: () => Promise.resolve({ loaded: [], isWhole: true }),
    onLacking: () => undefined,
    onSynced: () => (synced += 1),
  })
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.resolve()
      for (const run of later.splice(0)) run()
    }
  }
  return { catchUp, sent, events, settle, counts: () => ({ rebuilt, synced }) }
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
