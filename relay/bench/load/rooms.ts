import type { Dialect, LoadPeer } from './peer.ts'

export interface RoomsOptions {
  readonly dialect: Dialect
  readonly port: number
  /** Begins the names of the rooms; no other measurement may use it. */
  readonly name: string
  readonly rooms: number
  readonly members: number
  readonly bytes: number
}

/** A room of the load; who of it has been sent how many updates, those of their own included. */
export interface LoadRoom {
  readonly peers: readonly LoadPeer[]
  readonly received: number[]
  /** Who wrote the updates of the room, in order, and when by `performance.now()`. */
  readonly writers: number[]
  readonly sentAtMs: number[]
  write(member: number): void
  /** Sends what was held back. */
  flush(): void
}

const AT_ONCE = 20

/** Connects everybody; `onReceived` is told when updates came to a member, before they are added up. */
export async function openRooms(
  options: RoomsOptions,
  onReceived: (room: LoadRoom, member: number, count: number) => void,
): Promise<readonly LoadRoom[]> {
  const rooms: LoadRoom[] = []
  for (let number = 0; number < options.rooms; number += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, options.rooms - number) }, (_, index) =>
      openRoom(options, `${options.name}-${number + index}`, onReceived),
    )
    rooms.push(...(await Promise.all(some)))
  }
  return rooms
}

export function closeRooms(rooms: readonly LoadRoom[]): void {
  for (const { peers } of rooms) for (const peer of peers) peer.close()
}

async function openRoom(
  { dialect, port, members, bytes }: RoomsOptions,
  name: string,
  onReceived: (room: LoadRoom, member: number, count: number) => void,
): Promise<LoadRoom> {
  const peers: LoadPeer[] = []
  const received = Array.from({ length: members }, () => 0)

  function receive(member: number, count: number): void {
    onReceived(room, member, count)
    received[member] = (received[member] ?? 0) + count
  }

  const room: LoadRoom = {
    peers,
    received,
    writers: [],
    sentAtMs: [],

    write(member) {
      room.writers.push(member)
      room.sentAtMs.push(performance.now())
      peers[member]?.write()
      if (!dialect.echoes) receive(member, 1)
    },

    flush() {
      for (const peer of peers) peer.flush()
    },
  }

  for (let member = 0; member < members; member += 1) {
    const onUpdates = (count: number) => receive(member, count)
    peers.push(await dialect.connect({ port, room: name, member, bytes, onUpdates }))
  }
  return room
}
