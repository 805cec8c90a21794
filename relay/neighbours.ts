import type { ConnectionId, Presence, RoomId } from './wire/index.ts'

/** Other relays that serve the same rooms at the same time. */
export interface Neighbours {
  /** Begins to talk with them about a room that somebody is in here. */
  meet(room: RoomId, hears: Hears): Neighbourhood
}

/** What is heard from the others about a room. */
export interface Hears {
  /** Encoded EPHEMERAL frames, to be sent on to everybody here. */
  readonly onWhisper: (frames: Uint8Array) => void
  readonly onJoin: (presence: Presence) => void
  readonly onLeave: (connection: ConnectionId) => void
}

/** One room at the other relays. */
export interface Neighbourhood {
  /** Who is in the room there, as far as it is known by now. */
  readonly online: readonly Presence[]
  readonly whisper: (frames: Uint8Array) => void
  /** Says who is in the room here, whenever that changes. */
  readonly tell: (here: readonly Presence[]) => void
  /** Nobody is in the room here any more. */
  part(): void
}
