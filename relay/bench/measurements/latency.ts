import { withContestant, type ContestantName } from '../contestants.ts'
import type { Latencies } from '../load/pace.ts'
import type { Sizes } from '../sizes.ts'
import { figure, printTable, whole, type Goal } from '../table.ts'

const PEERS = ['ws', 'y-websocket', 'hocuspocus'] as const
const BYTES = 100
const WRITES_PER_SECOND_AND_ROOM = 0.5
const ACTIONS_PER_MINUTE = 1000
const CROWD = 100
const CROWD_P99_MS = 100

/** Many tables of four at a modest rate. */
export async function manyTables(sizes: Sizes): Promise<void> {
  const rooms = sizes.latencyRooms
  const writesPerSecond = rooms * WRITES_PER_SECOND_AND_ROOM
  await compare(`Delivery, ${rooms} rooms of 4, a write every two seconds in each: milliseconds`, {
    rooms,
    members: 4,
    writesPerSecond,
    ms: sizes.latencyMs,
  })
}

/** One room with a hundred members who do a thousand things a minute. */
export async function crowd(sizes: Sizes): Promise<readonly Goal[]> {
  const latencies = await compare(
    `Delivery, one room of ${CROWD} members, ${ACTIONS_PER_MINUTE} actions a minute: milliseconds`,
    { rooms: 1, members: CROWD, writesPerSecond: ACTIONS_PER_MINUTE / 60, ms: sizes.crowdMs },
  )
  const { p99, missing } = latencies
  const text = `${CROWD} members in a room, p99 under ${CROWD_P99_MS} ms`
  return [{ text, isMet: p99 < CROWD_P99_MS && missing === 0, measured: `${figure(p99)} ms` }]
}

interface Pace {
  readonly rooms: number
  readonly members: number
  readonly writesPerSecond: number
  readonly ms: number
}

/** Answers what the relay does. */
async function compare(title: string, pace: Pace): Promise<Latencies> {
  const rows: string[][] = [['', 'p50', 'p99', 'deliveries', 'missing', 'CPU ms']]
  for (const name of PEERS) rows.push(rowOf(name, await measure(name, pace)))
  const relay = await measure('relay', pace)
  rows.splice(1, 0, rowOf('relay', relay))
  printTable(title, rows)
  return relay.latencies
}

interface Measured {
  readonly latencies: Latencies
  readonly cpuMs: number
}

function measure(name: ContestantName, { ms, ...tables }: Pace): Promise<Measured> {
  return withContestant(name, async ({ dialect, server, load }) => {
    const { port } = server
    const all = { ...tables, dialect, port, name: 'calm', bytes: BYTES, ms }
    const latencies = await load.ask<Latencies>('pace', all)
    const { cpuMs } = await server.usage()
    return { latencies, cpuMs }
  })
}

function rowOf(name: ContestantName, { latencies, cpuMs }: Measured): string[] {
  const { p50, p99, deliveries, missing } = latencies
  return [name, figure(p50), figure(p99), whole(deliveries), whole(missing), whole(cpuMs)]
}
