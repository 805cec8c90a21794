import { closeRooms, openRooms, type RoomsOptions } from './rooms.ts'

/** How long deliveries took, in milliseconds. */
export interface Latencies {
  readonly deliveries: number
  readonly p50: number
  readonly p99: number
  /** Deliveries that had not come a while after the last was sent. */
  readonly missing: number
}

const TICK_MS = 2
const PATIENCE_MS = 5000

/** Writes at a steady rate, room after room and member after member, and times each delivery to another member. */
export async function pace(
  options: RoomsOptions & { writesPerSecond: number; ms: number },
): Promise<Latencies> {
  const { members, writesPerSecond, ms } = options
  const latencies: number[] = []
  const rooms = await openRooms(options, (room, member, count) => {
    const nowMs = performance.now()
    const first = room.received[member] ?? 0
    for (let index = first; index < first + count; index += 1) {
      if (room.writers[index] === member) continue
      latencies.push(nowMs - (room.sentAtMs[index] ?? nowMs))
    }
  })

  const startedAtMs = performance.now()
  let written = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = Math.min(ms, performance.now() - startedAtMs)
      for (; written < (elapsedMs / 1000) * writesPerSecond; written += 1) {
        const round = Math.floor(written / rooms.length)
        const room = rooms[written % rooms.length]
        room?.write(round % members)
        room?.flush()
      }
      if (elapsedMs < ms) return
      clearInterval(timer)
      resolve()
    }, TICK_MS)
  })

  const expected = written * (members - 1)
  const patientUntilMs = performance.now() + PATIENCE_MS
  while (latencies.length < expected && performance.now() < patientUntilMs) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  closeRooms(rooms)
  latencies.sort((left, right) => left - right)
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN
  return {
    deliveries: latencies.length,
    p50: at(0.5),
    p99: at(0.99),
    missing: expected - latencies.length,
  }
}
