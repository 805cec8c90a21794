import { withContestant, type ContestantName } from '../contestants.ts'
import type { Sizes } from '../sizes.ts'

/** Updates that reached everybody in their room, per second of the clock and of the server's processor time. */
export interface Throughput {
  readonly [key: string]: number
  readonly perSecond: number
  readonly perCpuSecond: number
}

const BYTES = 100

/** Everybody in every room writes as fast as the server lets them. */
export function throughput(
  name: ContestantName,
  { rooms, members, window }: { rooms: number; members: number; window: number },
  { warmMs, measureMs }: Sizes,
): Promise<Throughput> {
  return withContestant(name, async ({ dialect, server, load }) => {
    const tables = { dialect, port: server.port, name: 'busy', rooms, members, bytes: BYTES }
    await load.ask('saturate', { ...tables, window })
    await wait(warmMs)
    const before = await read()
    await wait(measureMs)
    const after = await read()
    const updates = after.updates - before.updates
    return {
      perSecond: updates / ((after.atMs - before.atMs) / 1000),
      perCpuSecond: updates / ((after.cpuMs - before.cpuMs) / 1000),
    }

    async function read(): Promise<{ updates: number; atMs: number; cpuMs: number }> {
      const [updates, { cpuMs }] = await Promise.all([
        load.ask<number>('completed'),
        server.usage(),
      ])
      return { updates, atMs: performance.now(), cpuMs }
    }
  })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
