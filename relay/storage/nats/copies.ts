import type { RoomId } from '../../wire/index.ts'
import type { NatsClient } from './client.ts'
import type { Follower, Following } from '../storage.ts'
import { openRoomCopy, type RoomCopy } from './room-copy.ts'

/** The rooms this process has copies of: those it follows, and a few spare ones. */
export interface Copies {
  /** The copy of a room, as new as a question asked now may expect. */
  fresh(room: RoomId): Promise<RoomCopy>
  /** The copy of a room, however old: NATS checks what is done with it. */
  any(room: RoomId): Promise<RoomCopy>
  /** Follows a room that was asked for just now. */
  follow(room: RoomId, follower: Follower): Following
  /** Forgets what is known of a room. */
  forget(room: RoomId): void
}

/** Copies that nobody follows, kept for whoever asks next. */
const SPARE_COPIES = 64
const TRIM_MS = 100
const REFRESHES_AT_ONCE = 64

/** No copies yet. Those that are followed are brought up to date whenever NATS was away. */
export function createCopies(options: {
  readonly client: NatsClient
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}): Copies {
  const { client, wait } = options
  const followed = new Map<RoomId, RoomCopy>()
  const spare = new Map<RoomId, RoomCopy>()
  const opening = new Map<RoomId, Promise<RoomCopy>>()
  let isTrimming = false

  function open(room: RoomId): Promise<RoomCopy> {
    const waiting = opening.get(room)
    if (waiting !== undefined) return waiting
    const started = openRoomCopy(room, client, wait)
      .then((copy) => {
        if (opening.get(room) === started) keepSpare(room, copy)
        return copy
      })
      .finally(() => {
        if (opening.get(room) === started) opening.delete(room)
      })
    opening.set(room, started)
    return started
  }

  function keepSpare(room: RoomId, copy: RoomCopy): void {
    spare.delete(room)
    spare.set(room, copy)
    if (spare.size > SPARE_COPIES && !isTrimming) void trimLater()
  }

  /** Not at once: whoever opened a room, among many others, is just about to follow it. */
  async function trimLater(): Promise<void> {
    isTrimming = true
    await wait(TRIM_MS)
    isTrimming = false
    const tooMany = [...spare.keys()].slice(0, Math.max(0, spare.size - SPARE_COPIES))
    for (const room of tooMany) spare.delete(room)
  }

  async function refreshed(room: RoomId, copy: RoomCopy): Promise<RoomCopy> {
    try {
      await copy.refresh()
      return copy
    } catch {
      // What it rests on is gone; if NATS is the reason, opening it says so.
      spare.delete(room)
      return open(room)
    }
  }

  async function refreshFollowed(): Promise<void> {
    const waiting = [...followed.values()]
    async function work(): Promise<void> {
      for (let copy = waiting.pop(); copy !== undefined; copy = waiting.pop()) {
        await copy.catchUp()
      }
    }
    await Promise.all(Array.from({ length: REFRESHES_AT_ONCE }, work))
  }

  client.onReconnected(() => void refreshFollowed())

  return {
    fresh(room) {
      const known = followed.get(room)
      if (known !== undefined) return Promise.resolve(known)
      const copy = spare.get(room)
      return copy === undefined ? open(room) : refreshed(room, copy)
    },

    any(room) {
      const known = followed.get(room) ?? spare.get(room)
      return known === undefined ? open(room) : Promise.resolve(known)
    },

    follow(room, follower) {
      const copy = spare.get(room) ?? followed.get(room)
      if (copy === undefined) throw new Error('Load a room before following it.')
      spare.delete(room)
      followed.set(room, copy)
      const following = copy.follow(follower)
      return {
        take: following.take,
        end() {
          following.end()
          if (followed.get(room) !== copy || copy.isFollowed) return
          followed.delete(room)
          keepSpare(room, copy)
        },
      }
    },

    forget(room) {
      followed.delete(room)
      spare.delete(room)
      opening.delete(room)
    },
  }
}
