import type { RoomId } from '#relay/wire'
import * as Y from 'yjs'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import { drop, put, type Change, type DeviceStore } from '../store/device-store.ts'
import type { Locks, Release } from '../store/locks.ts'

/** A Yjs client id that no other tab of this device uses while it is held. */
export interface ClientIdLease {
  readonly client: number
  /** It was used before, and its row says that it may be ahead of the device from now on. */
  readonly isMarked: boolean
  release(): void
}

/**
 * Leases a client id for a document that is loaded. An id used before is taken again only when nobody holds it
 * and this device certainly holds all that was written under it: Yjs pays for each id for ever, but one id with
 * two histories diverges silently. It is marked first: a disk that takes nothing afterwards would go on saying that
 * it holds all. Of a fresh id such a disk says nothing.
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

  // A copy with a gap holds words of an id whose earlier ones it lacks: nobody knows how far that id came.
  const isTorn = doc.store.pendingStructs !== null
  for (const { key, value } of await store.list('writers', [room, document])) {
    const client = Number(key[2])
    const release = await lock(client)
    if (release === undefined) continue
    const { clock } = value
    const isWhole = !value.isAhead && !isTorn && Y.getState(doc.store, client) >= clock
    if (!isWhole) await store.commit([drop('writers', key)])
    else if (value.clean || (await isAlone())) {
      const mark = writerChange(room, document, { client, clock, clean: false, isAhead: true })
      await store.commit([mark], 'strict')
      if (isKept(store)) return { client, isMarked: true, release }
    }
    release()
  }
  for (;;) {
    const client = new DataView(random(4).buffer).getUint32(0)
    if (Y.getState(doc.store, client) > 0) continue
    const release = await lock(client)
    if (release !== undefined) return { client, isMarked: false, release }
  }
}

/** Whether what was committed last is as safe as it gets on this device. */
export function isKept({ saved }: DeviceStore): boolean {
  return saved.state === 'device' || saved.why === 'none'
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
