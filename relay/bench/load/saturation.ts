import { closeRooms, openRooms, type LoadRoom, type RoomsOptions } from './rooms.ts'

/** A load that goes on until it is stopped. */
export interface RunningLoad {
  /** Updates so far that every member of their room has. */
  readonly completed: () => number
  readonly stop: () => void
}

/** Everybody writes as fast as all members of the room receive: so many updates are on their way in a room at once. */
export async function saturate(options: RoomsOptions & { window: number }): Promise<RunningLoad> {
  let isOver = false
  const due = new Set<LoadRoom>()
  const rooms = await openRooms(options, pumpSoon)
  rooms.forEach(pumpSoon)

  function pumpSoon(room: LoadRoom): void {
    if (due.size === 0) setImmediate(pumpAll)
    due.add(room)
  }

  function pumpAll(): void {
    const pumped = [...due]
    due.clear()
    if (!isOver) pumped.forEach(pump)
  }

  function pump(room: LoadRoom): void {
    const { members, window } = options
    let written = room.writers.length
    for (let free = window - (written - slowest(room)); free > 0; free -= 1) {
      room.write(written % members)
      written += 1
    }
    room.flush()
  }

  return {
    completed: () => rooms.reduce((sum, room) => sum + slowest(room), 0),
    stop() {
      isOver = true
      closeRooms(rooms)
    },
  }
}

function slowest({ received }: LoadRoom): number {
  return Math.min(...received)
}
