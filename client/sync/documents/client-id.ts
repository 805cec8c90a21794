import type { RoomId } from '#relay/wire'
import * as Y from 'yjs'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import { drop, put, type Change, type DeviceStore } from '../store/device-store.ts'
import type { Locks, Release } from '../store/locks.ts'

/** A Yjs client id that no other tab of this device uses while it is held. */
export interface ClientIdLease {
  readonly client: number
  release(): void
}

/**
 * Leases a client id for a document that is loaded. An id used before is taken again only when nobody holds it
 * and this device certainly holds all that was written under it: Yjs pays for each id for ever, but one id with
 * two histories diverges silently.
 */
export async function leaseClientId(options: {
  readonly store: DeviceStore
  readonly locks: Locks
  readonly room: RoomId
  readonly device: string
  readonly document: DocumentName
  readonly doc: Y.Doc
  readonly random: RandomBytes
  /** Whether no other tab of this device is in the session: its memory might hold more than the store. */
  readonly isAlone: () => Promise<boolean>
}): Promise<ClientIdLease> {
  const { store, locks, room, device, document, doc, random, isAlone } = options

  function lock(client: number): Promise<Release | undefined> {
    return locks.hold(`client/${room}/${device}/${document}/${client}`)
  }

  for (const { key, value } of await store.list('writers', [room, document])) {
    const client = Number(key[2])
    const release = await lock(client)
    if (release === undefined) continue
    const isWhole = !value.isAhead && Y.getState(doc.store, client) >= value.clock
    if (isWhole && (value.clean || (await isAlone()))) return { client, release }
    if (!isWhole) await store.commit([drop('writers', key)])
    release()
  }
  for (;;) {
    const client = new DataView(random(4).buffer).getUint32(0)
    if (Y.getState(doc.store, client) > 0) continue
    const release = await lock(client)
    if (release !== undefined) return { client, release }
  }
}

/** Notes up to which clock this device has stored what was written under an id. Belongs into the same commit. */
export function writerChange(
  room: RoomId,
  document: DocumentName,
  writer: {
    readonly client: number
    readonly clock: number
    readonly clean: boolean
    readonly isAhead: boolean
  },
): Change {
  const { client, clock, clean, isAhead } = writer
  return put('writers', [room, document, client], { clock, clean, isAhead })
}
