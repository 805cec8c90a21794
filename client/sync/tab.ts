import type { RoomId } from '#relay/wire'
import { toBase64Url } from './keys/base64url.ts'
import type { RandomBytes } from './keys/session-keys.ts'
import { drop, put, type Change, type DeviceStore } from './store/device-store.ts'
import type { Locks, Release } from './store/locks.ts'

/** One tab of a device among others in the same session. */
export interface Tab {
  readonly name: string
  /** Announces this tab, before it writes anything. */
  enter(nowMs: number): Promise<void>
  /** Whether no other tab of this device is in the session. */
  isAlone(): Promise<boolean>
  /** Hands each tab that died to `adopt`, with the change that forgets it, while nobody else can take it. */
  adoptDead(adopt: (deadTab: string, forget: readonly Change[]) => Promise<void>): Promise<void>
  leave(): void
}

/** A tab with a fresh name. It counts as alive as long as it holds its lock. */
export function createTab(options: {
  readonly room: RoomId
  readonly store: DeviceStore
  readonly locks: Locks
  readonly random: RandomBytes
}): Tab {
  const { room, store, locks, random } = options
  const name = toBase64Url(random(9))
  let release: Release | undefined

  function lock(tab: string): Promise<Release | undefined> {
    return locks.hold(`tab/${room}/${tab}`)
  }

  async function others(): Promise<readonly string[]> {
    const rows = await store.list('tabs', [room])
    return rows.map(({ key }) => String(key[1])).filter((tab) => tab !== name)
  }

  return {
    name,
    async enter(nowMs) {
      release = await lock(name)
      await store.commit([put('tabs', [room, name], { startedMs: nowMs })])
    },
    async isAlone() {
      for (const other of await others()) {
        const taken = await lock(other)
        if (taken === undefined) return false
        taken()
      }
      return true
    },
    async adoptDead(adopt) {
      for (const other of await others()) {
        const taken = await lock(other)
        if (taken === undefined) continue
        await adopt(other, [drop('tabs', [room, other])])
        taken()
      }
    },
    leave() {
      release?.()
    },
  }
}
