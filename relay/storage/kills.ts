import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNatsServer } from '../testing/nats-server.ts'
import { connectTo } from '../testing/over-socket.ts'
import { createOwner, recordBytesOf, tabOf, type Device } from '../testing/people.ts'
import { bytesEqual, firstHash, nextHash } from '../wire/index.ts'
import { createRelayProcesses, type RelayProcess } from '../testing/relay-process.ts'

/** What came of killing relays in the middle of writing. */
export interface Kills {
  readonly rounds: number
  readonly sent: number
  readonly acknowledged: number
  /** Acknowledged records that were not at their position afterwards, or not the same. */
  readonly lost: number
  /** Records that were there without having been acknowledged, which is allowed. */
  readonly unannounced: number
  /** Records that stood in a log twice. */
  readonly doubled: number
  /** Logs that were read and whose records do not make up the hash that the relay has at their end. */
  readonly broken: number
  readonly slowestStartMs: number
}

const COMPARED = ['lost', 'unannounced', 'doubled', 'broken'] as const
type Comparison = Pick<Kills, (typeof COMPARED)[number]>

interface Bed {
  readonly flags: readonly string[]
  /** Ends what keeps the data, as brutally. */
  fail(): Promise<void>
  recover(): Promise<void>
  remove(): Promise<void>
}

const WRITERS = 3
const RECORDS = 400
const AT_ONCE = 5
const SHORTEST_MS = 5
const LONGEST_MS = 120
const TAB_AT = 38
const CTR_AT = 46

/** Kills a relay with -9 in a burst of writes so many times, and its NATS server with it; reads every log again at the end. */
export async function killInBursts(engine: 'level' | 'nats', rounds: number): Promise<Kills> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'dungeon-lab-kills-'))
  const bed = engine === 'nats' ? await natsBed() : NOTHING_ELSE
  const relays = createRelayProcesses()
  const logs = new Map<Device, ReadonlyMap<string, number>>()
  const found = { lost: 0, unannounced: 0, doubled: 0, broken: 0 }
  const total = { sent: 0, acknowledged: 0, ...found, slowestStartMs: 0 }

  function add(comparison: Comparison): void {
    for (const name of COMPARED) total[name] += comparison[name]
  }

  async function launch(): Promise<RelayProcess> {
    const since = performance.now()
    const relay = await relays.launch({ dataDirectory, flags: bed.flags })
    total.slowestStartMs = Math.max(total.slowestStartMs, performance.now() - since)
    return relay
  }

  try {
    let relay = await launch()
    for (let round = 0; round < rounds; round += 1) {
      const gm = createOwner(`kill ${round}`).device('gm')
      const waitMs = SHORTEST_MS + ((LONGEST_MS - SHORTEST_MS) * (round % 25)) / 25
      const { sent, acked } = await burst(relay, gm, waitMs, bed)
      logs.set(gm, acked)
      await bed.recover()
      relay = await launch()
      total.sent += sent
      total.acknowledged += acked.size
      add(await compare(relay, gm, acked))
    }
    for (const [gm, acked] of logs) add({ ...(await compare(relay, gm, acked)), unannounced: 0 })
    return { rounds, ...total }
  } finally {
    await relays.killAll()
    await bed.remove()
    await rm(dataDirectory, { recursive: true })
  }
}

/** Writes until the relay is killed; answers the position of everything that was acknowledged. */
async function burst(
  relay: RelayProcess,
  gm: Device,
  waitMs: number,
  bed: Bed,
): Promise<{ sent: number; acked: ReadonlyMap<string, number> }> {
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async (_, number) => {
      const client = connectTo(relay.port)
      await client.enter(gm)
      const tab = tabOf(number + 1)
      const records = Array.from({ length: RECORDS }, (__, i) => recordBytesOf(gm, i + 1, { tab }))
      return { client, records }
    }),
  )
  const timer = setInterval(() => {
    for (const { client, records } of writers) client.append(...records.splice(0, AT_ONCE))
  }, 1)
  await Promise.all(writers.map(({ client }) => client.next('ack')))
  await new Promise((resolve) => setTimeout(resolve, waitMs))
  await Promise.all([relay.kill(), bed.fail()])
  clearInterval(timer)
  const acked = new Map<string, number>()
  let sent = 0
  for (const { client, records } of writers) {
    await client.ended()
    sent += RECORDS - records.length
    for (const frame of client.frames) {
      if (frame.type !== 'ack') continue
      for (const { tab, ctr, seq } of frame.items) acked.set(`${tab} ${ctr}`, seq)
    }
  }
  return { sent, acked }
}

async function compare(
  relay: RelayProcess,
  gm: Device,
  acked: ReadonlyMap<string, number>,
): Promise<Comparison> {
  const reader = connectTo(relay.port)
  const welcome = await reader.enter(gm)
  const records = await reader.syncAll(welcome)
  reader.send({ type: 'ping' })
  const end = await reader.next('pong')
  reader.close()
  const first = firstHash(gm.room, welcome.epoch)
  const hash = records.reduce<Uint8Array>((before, record) => nextHash(before, record), first)
  const isWhole = end.head === records.length && bytesEqual(end.hash, hash)
  const lost = [...acked].filter(([name, seq]) => nameOf(records[seq - 1]) !== name).length
  return {
    lost,
    unannounced: records.length - acked.size + lost,
    doubled: records.length - new Set(records.map(nameOf)).size,
    broken: isWhole ? 0 : 1,
  }
}

/** Writer and number. */
function nameOf(record: Uint8Array | undefined): string {
  if (record === undefined) return ''
  const bytes = Buffer.from(record)
  return `${bytes.toString('hex', TAB_AT, CTR_AT)} ${bytes.readUInt32BE(CTR_AT)}`
}

const NOTHING_ELSE: Bed = {
  flags: [],
  fail: () => Promise.resolve(),
  recover: () => Promise.resolve(),
  remove: () => Promise.resolve(),
}

async function natsBed(): Promise<Bed> {
  const server = await startNatsServer()
  return {
    flags: ['--nats-url', server.url],
    fail: server.kill,
    recover: server.restart,
    remove: server.remove,
  }
}
