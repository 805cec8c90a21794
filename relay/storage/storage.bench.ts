import { randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNatsServer, type NatsServer } from '../testing/nats-server.ts'
import { openNatsOn } from '../testing/nats-storage.ts'
import { epochFromBytes, roomIdFromBytes, tabIdFromBytes } from '../wire/index.ts'
import type { RoomId } from '../wire/index.ts'
import { killInBursts } from './kills.ts'
import { openLevelStorage } from './level.ts'
import type { RoomWrite, Storage } from './storage.ts'

// What each storage engine does in the same run: `npm run bench -- storage [rooms]`; or, with `--kills 100`, what becomes
// of writes in the middle of which the relay is killed so many times, and its NATS server with it.
const words = process.argv.slice(3)
const kills = words[0] === '--kills' ? Number(words[1] ?? 100) : undefined
const ROOMS = Number(words[0] ?? 100_000)
const ROOMS_PER_COMMIT = 100
const RECORD_BYTES = 300
const FOLLOWED = Math.min(10_000, ROOMS)
const BUSY_COMMITS = 2_000
const LONG_LOG = 10_000

interface Bed {
  readonly name: string
  open(): Promise<Storage>
  /** Of the engine's own process; undefined when it has none. */
  serverMebibytes(): Promise<number | undefined>
  diskMebibytes(): number
  remove(): Promise<void>
}

if (kills === undefined) await measureAll()
else await killAll(kills)
process.exit()

async function measureAll(): Promise<void> {
  for (const bed of [await levelBed(), await natsBed()]) {
    try {
      await measure(bed)
    } finally {
      await bed.remove()
    }
  }
}

async function killAll(rounds: number): Promise<void> {
  for (const engine of ['level', 'nats'] as const) {
    const kills = await killInBursts(engine, rounds)
    const { sent, acknowledged, lost, unannounced, doubled, broken, slowestStartMs } = kills
    console.log(`\n${engine === 'level' ? 'LevelDB' : 'NATS JetStream'}, killed ${rounds} times`)
    print('records sent, acknowledged', [String(sent), String(acknowledged)])
    print('acknowledged and not there afterwards', [String(lost)])
    print('there without having been acknowledged', [String(unannounced)])
    print('slowest start after a kill', [`${Math.round(slowestStartMs)} ms`])
    print('there twice; logs with another hash than their records', [
      String(doubled),
      String(broken),
    ])
    if (lost + doubled + broken > 0) process.exitCode = 1
  }
}

async function measure(bed: Bed): Promise<void> {
  const storage = await bed.open()
  const rooms = Array.from({ length: ROOMS }, () =>
    roomIdFromBytes(new Uint8Array(randomBytes(16))),
  )
  console.log(`\n${bed.name}`)

  for (const round of [1, 2, 3]) {
    const startedAt = performance.now()
    for (let at = 0; at < rooms.length; at += ROOMS_PER_COMMIT) {
      const some = rooms.slice(at, at + ROOMS_PER_COMMIT)
      await storage.commit(some.map((room) => writeOf(room, round, 1)))
    }
    const perSecond = rooms.length / ((performance.now() - startedAt) / 1000)
    print(`${ROOMS} rooms not open, record ${round} of each, ${ROOMS_PER_COMMIT} rooms a commit`, [
      `${Math.round(perSecond)} records/s`,
    ])
  }
  await printSize(bed, 'after that')

  const busy = roomIdFromBytes(new Uint8Array(randomBytes(16)))
  const commitMs = await times(BUSY_COMMITS, (at) => storage.commit([writeOf(busy, at + 1, 1)]))
  print('one room, one record a commit', [percentiles(commitMs)])

  const long = roomIdFromBytes(new Uint8Array(randomBytes(16)))
  for (let seq = 1; seq <= LONG_LOG; seq += 1) await storage.commit([writeOf(long, seq, 1)])
  await storage.close()

  const again = await bed.open()
  const cold = await times(1, () => again.load(long))
  const read = await times(1, async () => {
    for (let next = 1; next <= LONG_LOG;) {
      next += (await again.read(long, next, 256 * 1024)).length
    }
  })
  print(`a room of ${LONG_LOG} records, a commit each`, [
    `load ${round1(cold[0])} ms`,
    `read ${round1(read[0])} ms`,
  ])
  const loadMs = await times(1000, (at) => again.load(rooms[at] ?? busy))
  print('a room of 3 records, load', [percentiles(loadMs)])

  globalThis.gc?.()
  const heapBefore = process.memoryUsage().rss
  const startedAt = performance.now()
  for (let at = 0; at < FOLLOWED; at += ROOMS_PER_COMMIT) {
    await Promise.all(
      rooms.slice(at, at + ROOMS_PER_COMMIT).map(async (room) => {
        await again.load(room)
        again.follow?.(room, { onNews: () => undefined, onLost: () => undefined })
      }),
    )
  }
  const openMs = performance.now() - startedAt
  globalThis.gc?.()
  const heapKib = (process.memoryUsage().rss - heapBefore) / 1024 / FOLLOWED
  print(`${FOLLOWED} rooms open at once`, [
    `${Math.round(FOLLOWED / (openMs / 1000))} opened/s`,
    `${heapKib.toFixed(1)} KiB of relay memory each, by the engine`,
  ])
  await printSize(bed, 'with them open')

  const writingAt = performance.now()
  for (let at = 0; at < FOLLOWED; at += ROOMS_PER_COMMIT) {
    const some = rooms.slice(at, at + ROOMS_PER_COMMIT)
    await again.commit(some.map((room) => writeOf(room, 4, 1)))
  }
  const perSecond = FOLLOWED / ((performance.now() - writingAt) / 1000)
  print(`a record for each of them, ${ROOMS_PER_COMMIT} rooms a commit`, [
    `${Math.round(perSecond)} records/s`,
  ])
  await again.close()
}

async function printSize(bed: Bed, when: string): Promise<void> {
  const server = await bed.serverMebibytes()
  print(when, [
    `${bed.diskMebibytes()} MiB on disk`,
    server === undefined ? 'no server of its own' : `server has ${server} MiB of memory`,
  ])
}

async function times(count: number, run: (at: number) => Promise<unknown>): Promise<number[]> {
  const found: number[] = []
  for (let at = 0; at < count; at += 1) {
    const startedAt = performance.now()
    await run(at)
    found.push(performance.now() - startedAt)
  }
  return found
}

function percentiles(ms: readonly number[]): string {
  const sorted = [...ms].sort((left, right) => left - right)
  const at = (share: number) => round1(sorted[Math.floor(sorted.length * share)])
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
}

function round1(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(2)
}

function print(what: string, figures: readonly string[]): void {
  console.log(`  ${what.padEnd(58)} ${figures.join(', ')}`)
}

function writeOf(room: RoomId, seq: number, count: number): RoomWrite {
  const hash = new Uint8Array(32).fill(seq)
  const records = Array.from({ length: count }, (_, index) => ({
    seq: seq + index,
    hash,
    bytes: new Uint8Array(randomBytes(RECORD_BYTES)),
  }))
  const epoch = epochFromBytes(new Uint8Array(16).fill(1))
  const head = seq + count - 1
  const base = { seq: 0, hash: new Uint8Array(32) }
  const state = { epoch, createdAtMs: 1, head, headHash: hash, bytes: head * RECORD_BYTES, base }
  const tab = tabIdFromBytes(new Uint8Array(8).fill(seq % 4))
  const device = new Uint8Array(32).fill(seq % 4)
  return { room, state, records, runs: [{ device, tab, ctr: seq, seq, count }], chains: [] }
}

async function levelBed(): Promise<Bed> {
  const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-bench-'))
  return {
    name: 'LevelDB, every commit synced to the disk',
    async open() {
      const storage = await openLevelStorage(directory)
      if ('type' in storage) throw new Error(storage.sentence)
      return storage
    },
    serverMebibytes: () => Promise.resolve(undefined),
    diskMebibytes: () => mebibytesIn(directory),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function natsBed(): Promise<Bed> {
  const server = await startNatsServer()
  return {
    name: 'NATS JetStream, one server on this machine, in the hands of its operating system when acknowledged',
    open: async () => (await openNatsOn(server)).storage,
    serverMebibytes: () => residentMebibytes(server),
    diskMebibytes: () => mebibytesIn(server.directory),
    remove: server.remove,
  }
}

async function residentMebibytes({ pid }: NatsServer): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kib = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kib === undefined ? undefined : Math.round(Number(kib) / 1024)
}

function mebibytesIn(directory: string): number {
  return Number(execFileSync('du', ['-sm', directory]).toString().split('\t')[0])
}
