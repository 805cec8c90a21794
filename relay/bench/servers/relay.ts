import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blobLimits, limits } from '../../limits.ts'
import { createMemoryBlobStorage } from '../../blobs/memory-storage.ts'
import { nativeSha256 } from '../../native-cryptography.ts'
import { startRelayServer } from '../../server.ts'
import { openLevelStorage } from '../../storage/level.ts'
import { epochFromBytes, firstHash, nextHash } from '../../wire/index.ts'
import { tabOf } from '../../testing/people.ts'
import { createRecordMint, deviceOf } from '../records.ts'
import { serveParent } from './process.mjs'

// Our relay as it is served, with LevelDB on disk; only the rates are out of the way, which are looked up all the same.
const RATE = { perSecond: 1e9, burst: 1e9 }
const RECORDS_PER_COMMIT = 8

const directory = mkdtempSync(join(tmpdir(), 'dungeon-lab-bench-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))

const storage = await openLevelStorage(directory)
if ('type' in storage) throw new Error(storage.sentence)

const server = await startRelayServer({
  port: 0,
  host: '127.0.0.1',
  storage,
  blobStorage: createMemoryBlobStorage(),
  limits: {
    ...limits,
    roomBytes: 16 * 1024 ** 3,
    // Who is measured for saying nothing is not closed for it.
    silentMs: 3_600_000,
    recordsPerSecond: RATE.perSecond,
    recordBurst: RATE.burst,
    roomRecordsPerSecond: RATE.perSecond,
    roomRecordBurst: RATE.burst,
  },
  blobLimits,
  pageDirectory: undefined,
  basePath: '',
  trustedProxies: [],
  metrics: 'local',
  now: () => Date.now(),
  uptimeMs: () => performance.now(),
  random: (length) => new Uint8Array(randomBytes(length)),
  every(ms, run) {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
  schedule: (turn) => void setImmediate(turn),
  report: (event) => {
    // Floods are refused, and peers notice when it is they.
    if (event.event !== 'room-created' && event.event !== 'connection-refused') console.error(event)
  },
})
if ('type' in server) throw new Error(server.sentence)

/** A log as it lies on the disk after quiet evenings: few records in each commit. */
async function fill(about: { room: string; records: number; bytes: number }): Promise<number> {
  if ('type' in storage) return 0
  const device = deviceOf(about.room, 0)
  const { room } = device
  const mint = createRecordMint(device, 1, about.bytes)
  const epoch = epochFromBytes(new Uint8Array(randomBytes(16)))
  const base = { seq: 0, hash: firstHash(room, epoch) }
  let [head, headHash, bytes] = [0, base.hash, 0]
  while (head < about.records) {
    const first = head + 1
    const records = Array.from({ length: RECORDS_PER_COMMIT }, () => {
      const record = mint()
      head += 1
      headHash = nextHash(headHash, record, nativeSha256)
      bytes += record.length
      return { seq: head, hash: headHash, bytes: record }
    })
    const state = { epoch, createdAtMs: Date.now(), head, headHash, bytes, base }
    const run = { device: device.keys.publicKey, tab: tabOf(1), ctr: first, seq: first }
    const runs = [{ ...run, count: records.length }]
    await storage.commit([{ room, state, records, runs, chains: [device.chain] }])
  }
  return bytes
}

serveParent(server.port, { fill })
