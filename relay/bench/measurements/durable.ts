import type { Sizes } from '../sizes.ts'
import { medianOf } from '../statistics.ts'
import { printTable, whole } from '../table.ts'
import { throughput, type Throughput } from './throughput.ts'

const WINDOW = 64

/** Records that were made durable and came back to the one who wrote them, alone in a room or in one of many. */
export async function durable(sizes: Sizes): Promise<void> {
  const rows: string[][] = [['', 'per second', 'per CPU second']]
  for (const rooms of [1, sizes.durableRooms]) {
    const turns: Throughput[] = []
    for (let turn = 0; turn < sizes.repetitions; turn += 1) {
      turns.push(await throughput('relay', { rooms, members: 1, window: WINDOW }, sizes))
    }
    const { perSecond, perCpuSecond } = medianOf(turns)
    rows.push([rooms === 1 ? '1 room' : `${rooms} rooms`, whole(perSecond), whole(perCpuSecond)])
  }
  printTable('Durable records of the relay, 64 on their way in each room', rows)
}
