import type { RoomWrite, Storage } from './storage/storage.ts'
import type { RoomId } from './wire/index.ts'

/** A room with something to make durable. */
export interface Committing {
  readonly id: RoomId
  /** Hands over what has gathered; called once per commit. */
  take(): RoomWrite
  /** What was taken last is durable. */
  committed(): void
  /** What was taken last was not written, because somebody else wrote first. */
  overtaken(): void
  /** What was taken last may be lost. */
  failed(error: unknown): void
}

/** Someone who sends what has gathered once per turn. */
export interface Flushing {
  flush(): void
}

/** Gathers the work of one turn of the event loop: one commit for all rooms, one message per connection. */
export interface Turns {
  /** This room has something to commit. */
  readonly commitSoon: (room: Committing) => void
  /** Whatever this room still has is not to be committed. */
  readonly forget: (room: Committing) => void
  /** This connection has something to send. */
  readonly flushSoon: (connection: Flushing) => void
  /** Why the last commit failed; undefined when it did not. */
  readonly lastFailure: () => unknown
  /** Resolves when nothing is gathered and no commit is under way. */
  readonly settled: () => Promise<void>
}

/** Turns over one storage. `schedule` runs what it is given after the present turn. */
export function createTurns(options: {
  readonly storage: Storage
  readonly schedule: (turn: () => void) => void
}): Turns {
  const rooms = new Set<Committing>()
  const connections = new Set<Flushing>()
  let scheduled = false
  let committing = false
  let failure: unknown
  let waiting: (() => void)[] = []

  function scheduleTurn(): void {
    if (scheduled) return
    scheduled = true
    options.schedule(() => {
      scheduled = false
      startCommit()
      flushAll()
      tellSettled()
    })
  }

  function startCommit(): void {
    if (committing || rooms.size === 0) return
    committing = true
    const taken = [...rooms]
    rooms.clear()
    void commit(taken).then(() => {
      committing = false
      startCommit()
      flushAll()
      tellSettled()
    })
  }

  async function commit(taken: readonly Committing[]): Promise<void> {
    let overtaken: ReadonlySet<RoomId>
    try {
      overtaken = new Set(await options.storage.commit(taken.map((room) => room.take())))
    } catch (error) {
      failure = error
      taken.forEach((room) => giveUp(room, error))
      return
    }
    failure = undefined
    for (const room of taken) {
      try {
        if (overtaken.has(room.id)) room.overtaken()
        else room.committed()
      } catch (error) {
        giveUp(room, error)
      }
    }
  }

  /** What it gathered since rests on what was lost. */
  function giveUp(room: Committing, error: unknown): void {
    rooms.delete(room)
    room.failed(error)
  }

  function flushAll(): void {
    const due = [...connections]
    connections.clear()
    due.forEach((connection) => connection.flush())
  }

  function isSettled(): boolean {
    return !scheduled && !committing && rooms.size === 0 && connections.size === 0
  }

  function tellSettled(): void {
    if (!isSettled()) return
    const told = waiting
    waiting = []
    told.forEach((resolve) => resolve())
  }

  return {
    commitSoon(room) {
      rooms.add(room)
      scheduleTurn()
    },

    forget: (room) => void rooms.delete(room),

    flushSoon(connection) {
      connections.add(connection)
      scheduleTurn()
    },

    lastFailure: () => failure,

    async settled() {
      if (!isSettled()) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
