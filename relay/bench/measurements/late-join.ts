import { withContestant } from '../contestants.ts'
import type { Sizes } from '../sizes.ts'
import { median } from '../statistics.ts'
import { figure, printTable, whole, type Goal } from '../table.ts'

const BYTES = 100
const CROWD = 50
const SINGLE_JOINS = 5
const MOST_CPU_MS = 50
const LONG_LOG = 100_000

/** Members who come when much has been written, one after the other and many at once. */
export function lateJoin(sizes: Sizes): Promise<readonly Goal[]> {
  return withContestant('relay', async ({ server, load }) => {
    const rows: string[][] = [['', 'relay CPU ms per join', 'ms until all is there', 'MiB']]
    const goals: Goal[] = []
    for (const records of sizes.joinRecords) {
      const room = `late ${records}`
      const bytes = await server.ask<number>('fill', { room, records, bytes: BYTES })
      const row = (who: string, { cpuMs, ms }: Join) =>
        rows.push([who, figure(cpuMs), whole(ms), figure(bytes / 1024 / 1024)])

      const first = await join(room, records, 1)
      const singles: Join[] = []
      for (let time = 0; time < SINGLE_JOINS; time += 1) singles.push(await join(room, records, 1))
      const usual = medianJoin(singles)
      row(`${whole(records)} records, the first`, first)
      row(`${whole(records)} records, one of those after`, usual)
      row(`${whole(records)} records, ${CROWD} at once`, await join(room, records, CROWD))
      if (records < LONG_LOG) continue
      const text = `joining ${whole(records)} records costs the relay less than ${MOST_CPU_MS} ms of CPU`
      const isMet = usual.cpuMs < MOST_CPU_MS
      goals.push({ text, isMet, measured: `${figure(usual.cpuMs)} ms` })
    }
    printTable('Late join', rows)
    return goals

    async function join(room: string, records: number, times: number): Promise<Join> {
      const before = await server.usage()
      const about = { port: server.port, room, times }
      const joined = await load.ask<{ records: number; ms: number }>('join', about)
      const after = await server.usage()
      if (joined.records !== records * times) {
        throw new Error(`${joined.records} records came instead of ${records * times}.`)
      }
      return { cpuMs: (after.cpuMs - before.cpuMs) / times, ms: joined.ms }
    }
  })
}

interface Join {
  /** Of the relay, for each join. */
  readonly cpuMs: number
  readonly ms: number
}

function medianJoin(joins: readonly Join[]): Join {
  return {
    cpuMs: median(joins.map(({ cpuMs }) => cpuMs)),
    ms: median(joins.map(({ ms }) => ms)),
  }
}
