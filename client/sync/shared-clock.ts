import { z } from 'zod'
import { put, type DeviceStore, type Key } from './store/device-store.ts'

/** The relay's clock, as far as this device knows it: of writes made apart the newer one must win, not the faster clock. */
export interface SharedClock {
  /** Takes up what this device heard last, in whichever session. */
  load(): Promise<void>
  /**
   * The relay says what time it is, in milliseconds since 1970: at some moment after `askedMs` of the device's own
   * clock. How long the answer was on its way, or lay here unread, is unknown; so the clock is set only as far as it
   * was certainly wrong, and clocks that are right stay right whatever is slow.
   */
  heard(relayTimeMs: number, askedMs: number): void
  /** Milliseconds since 1970. */
  now(): number
}

const KEY: Key = ['clock']
const WORTH_KEEPING_MS = 250
const MOST_AHEAD_MS = 24 * 3600 * 1000
const Heard = z.object({
  /** Relay time minus device time. */
  offsetMs: z.number(),
  /** What this device's clock said then. */
  deviceMs: z.number(),
})

/** Believes the device's own clock until it hears of another. */
export function createSharedClock(store: DeviceStore, deviceNow: () => number): SharedClock {
  let offsetMs = 0
  let keptOffsetMs: number | undefined

  return {
    async load() {
      const [row] = await store.list('settings', KEY)
      const { data } = Heard.safeParse(row?.value.value)
      // A clock that stands before the time it showed then was put right since.
      if (data === undefined || deviceNow() < data.deviceMs) return
      // One that stood far behind was put right too, more likely than not; else all it writes would win.
      if (data.offsetMs > MOST_AHEAD_MS) return
      keptOffsetMs = data.offsetMs
      offsetMs = data.offsetMs
    },
    heard(relayTimeMs, askedMs) {
      const deviceMs = deviceNow()
      offsetMs = Math.max(relayTimeMs - deviceMs, Math.min(relayTimeMs - askedMs, offsetMs))
      if (Math.abs(offsetMs - (keptOffsetMs ?? Infinity)) < WORTH_KEEPING_MS) return
      keptOffsetMs = offsetMs
      void store.commit([put('settings', KEY, { value: { offsetMs, deviceMs } })])
    },
    now: () => deviceNow() + offsetMs,
  }
}
