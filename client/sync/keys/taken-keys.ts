import type { RoomId, Verify } from '#relay/wire'
import { z } from 'zod'
import { put, type DeviceStore } from '../store/device-store.ts'
import type { Keyring } from './keyring.ts'
import type { GrantOf } from './published-key.ts'

/** Other members' private keys on a GM's device: verified once, when they are taken, and kept as they came. */
export interface TakenKeys {
  /** Takes up those that were taken before; whose devices they are is not known again until the relay says it. */
  load(): Promise<void>
  /** Takes a key that a member published; false when it is not theirs, not for this device, or known already. */
  take(owner: string, published: Uint8Array): boolean
}

const Row = z.object({ published: z.instanceof(Uint8Array) })

/** None taken yet. */
export function createTakenKeys(options: {
  readonly room: RoomId
  readonly store: DeviceStore
  readonly keyring: Keyring
  readonly grantOf: GrantOf
  readonly verify: Verify
}): TakenKeys {
  const { room, store, keyring, grantOf, verify } = options

  return {
    async load() {
      for (const { key, value } of await store.list('settings', ['privateKey', room])) {
        const { data } = Row.safeParse(value.value)
        if (data !== undefined) keyring.restorePrivateKey(String(key[2]), data.published)
      }
    },
    take(owner, published) {
      if (!keyring.addPrivateKey(owner, published, grantOf, verify)) return false
      void store.commit([put('settings', ['privateKey', room, owner], { value: { published } })])
      return true
    },
  }
}
