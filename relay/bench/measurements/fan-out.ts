import type { ContestantName } from '../contestants.ts'
import type { Sizes } from '../sizes.ts'
import { median, medianOf } from '../statistics.ts'
import { figure, printTable, times, whole, type Goal } from '../table.ts'
import { throughput, type Throughput } from './throughput.ts'

const NAMES = [
  'relay',
  'relay, one by one',
  'ws',
  'ws batched',
  'y-websocket',
  'hocuspocus',
] as const
const LEAST_WINDOW = 16
const WINDOW = 1024

/** One room, everybody writes: deliveries to others. Contestants take turns, and ratios are made within a turn. */
export async function fanOut(sizes: Sizes): Promise<readonly Goal[]> {
  const goals: Goal[] = []
  for (const members of sizes.fanOutMembers) {
    const turns: Map<ContestantName, Throughput>[] = []
    for (let turn = 0; turn < sizes.repetitions; turn += 1) {
      turns.push(await takeTurn(members, sizes))
    }
    goals.push(...judge(members, turns))
  }
  return goals
}

async function takeTurn(members: number, sizes: Sizes): Promise<Map<ContestantName, Throughput>> {
  const turn = new Map<ContestantName, Throughput>()
  const window = Math.max(WINDOW, LEAST_WINDOW * members)
  for (const name of NAMES) {
    turn.set(name, await throughput(name, { rooms: 1, members, window }, sizes))
  }
  return turn
}

function judge(
  members: number,
  turns: readonly Map<ContestantName, Throughput>[],
): readonly Goal[] {
  const names = [...(turns[0]?.keys() ?? [])]
  const ratioTo = (name: ContestantName, measure: keyof Throughput) =>
    median(turns.map((turn) => of(turn, 'relay')[measure]! / of(turn, name)[measure]!))
  printTable(`Fan-out, one room of ${members}, 100 bytes, everybody writes: deliveries`, [
    ['', 'per second', 'per CPU second', 'µs of CPU an update', 'relay is', 'by the clock'],
    ...names.map((name) => {
      const { perSecond, perCpuSecond } = medianOf(turns.map((turn) => of(turn, name)))
      return [
        name,
        whole(perSecond * (members - 1)),
        whole(perCpuSecond * (members - 1)),
        figure(1e6 / perCpuSecond),
        times(ratioTo(name, 'perCpuSecond')),
        times(ratioTo(name, 'perSecond')),
      ]
    }),
  ])
  return names.flatMap((name) => {
    const least = leastRatio(name, members)
    if (least === undefined) return []
    const ratio = ratioTo(name, 'perCpuSecond')
    const text = `fan-out in a room of ${members}, at least ${figure(least)} × ${name} per CPU second`
    return [{ text, isMet: ratio >= least, measured: times(ratio) }]
  })
}

function leastRatio(name: ContestantName, members: number): number | undefined {
  switch (name) {
    case 'ws':
      return 3
    case 'y-websocket':
      return members === 2 ? 20 : 2
    case 'hocuspocus':
      return 2
    default:
      return undefined
  }
}

function of(turn: Map<ContestantName, Throughput>, name: ContestantName): Throughput {
  const found = turn.get(name)
  if (found === undefined) throw new Error(`${name} was not measured in this turn.`)
  return found
}
