import type { Usage } from '../child.ts'
import { withContestant, type ContestantName } from '../contestants.ts'
import type { Sizes } from '../sizes.ts'
import { median } from '../statistics.ts'
import { figure, printTable, times, type Goal } from '../table.ts'

const NAMES = ['relay', 'ws', 'y-websocket', 'hocuspocus'] as const
const MEMBERS = 4
const BYTES = 100
const MOST_TIMES = 1.3
const MIB = 1024 * 1024

/** Memory that connections cost which say nothing, in rooms of four. */
export async function idle(sizes: Sizes): Promise<readonly Goal[]> {
  const turns: Map<ContestantName, Growth>[] = []
  for (let turn = 0; turn < sizes.repetitions; turn += 1) {
    const growths = new Map<ContestantName, Growth>()
    for (const name of NAMES) growths.set(name, await growthOf(name, sizes))
    turns.push(growths)
  }

  const of = (name: ContestantName, part: keyof Growth) =>
    median(turns.map((turn) => turn.get(name)?.[part] ?? NaN))
  const ratio = (name: ContestantName, part: keyof Growth) => of(name, part) / of('ws', part)
  const title = `Idle memory of 1,000 connections in rooms of ${MEMBERS}, beyond the first`
  printTable(`${title} ${sizes.idleFirst}`, [
    ['', 'resident MiB', 'of ws', 'JavaScript MiB', 'of ws'],
    ...NAMES.map((name) => [
      name,
      figure(of(name, 'resident')),
      times(ratio(name, 'resident')),
      figure(of(name, 'heap')),
      times(ratio(name, 'heap')),
    ]),
  ])
  const measured = ratio('relay', 'resident')
  const text = `idle memory at most ${MOST_TIMES} × ws`
  return [{ text, isMet: measured <= MOST_TIMES, measured: times(measured) }]
}

/** MiB for each thousand connections. */
interface Growth {
  readonly resident: number
  readonly heap: number
}

function growthOf(name: ContestantName, { idleFirst, idleConnections }: Sizes): Promise<Growth> {
  return withContestant(name, async ({ dialect, server, load }) => {
    const tables = { dialect, port: server.port, members: MEMBERS, bytes: BYTES }
    // They bring what every server needs once: young memory that grew, buffers, caches.
    await load.ask('hold', { ...tables, name: 'first', rooms: idleFirst / MEMBERS })
    const before = await settledUsage()
    await load.ask('hold', { ...tables, name: 'idle', rooms: idleConnections / MEMBERS })
    const after = await settledUsage()
    const perThousand = (bytes: number) => bytes / MIB / (idleConnections / 1000)
    return {
      resident: perThousand(after.rss - before.rss),
      heap: perThousand(after.heap - before.heap),
    }

    async function settledUsage(): Promise<Usage> {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return server.usage({ collect: true })
    }
  })
}
