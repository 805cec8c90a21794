import type { RoomId } from '#relay/wire'
import * as channel from 'lib0/broadcastchannel'

/** Reasons to try the relay now instead of after the back-off. */
export interface Occasions {
  /** This tab is through to the relay: the other tabs of this device need not wait either. */
  reached(): void
  stop(): void
}

/** Calls `retry` when the network is back, and when another tab of this device has reached the relay. */
export function watchOccasions(options: {
  readonly room: RoomId
  readonly device: string
  readonly onOnline: (listener: () => void) => () => void
  readonly retry: () => void
}): Occasions {
  const { room, device, retry } = options
  const name = `dungeon-lab/${room}/${device}/reached`
  const self = {}

  function hear(_data: unknown, origin: unknown): void {
    if (origin !== self) retry()
  }

  channel.subscribe(name, hear)
  const stopOnline = options.onOnline(retry)
  return {
    reached: () => channel.publish(name, Uint8Array.of(1), self),
    stop() {
      channel.unsubscribe(name, hear)
      stopOnline()
    },
  }
}
