import type { Context, Hono } from 'hono'
import { noMeter, type Meter } from '../meter.ts'
import type { BlobLimits, Chain, RoomId, Sha256, Verify } from '../wire/index.ts'
import type { BlobStorage } from './blob-storage.ts'
import { createDoorkeeper } from './doorkeeper.ts'
import { createBlobRoutes, type BlobReserves } from './routes.ts'
import { createShelves } from './shelves.ts'

/** The blob store of one relay process. */
export interface Blobs {
  /** To be mounted at /blobs. */
  readonly routes: Hono
  /** Lets go of rooms nobody uses; call it every minute or so. */
  letGo(): void
  /** Removes what nobody needs any more; reports when it fails. Does nothing while it is under way. */
  collect(): Promise<void>
  /** Removes everything of a room that was forgotten. */
  forgetRoom(room: RoomId): Promise<void>
  /** Rooms in memory. */
  readonly roomCount: number
}

/** What a keeper may want to know. */
export type BlobEvent =
  | { readonly event: 'blobs-collected'; readonly count: number }
  | { readonly event: 'blobs-failed'; readonly cause: unknown }

export interface BlobsOptions {
  readonly storage: BlobStorage
  readonly limits: BlobLimits & BlobReserves
  /** The chains of all devices a room let in; none for a room that is not there. */
  readonly chainsOf: (room: RoomId) => Promise<readonly Chain[]>
  readonly verify: Verify
  readonly sha256: Sha256
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where a request comes from; undefined for this machine itself, which is not limited. */
  readonly addressOf: (context: Context) => string | undefined
  readonly meter?: Meter
  readonly report: (event: BlobEvent) => void
}

/** Blobs over one storage, for the devices the rooms know. */
export function createBlobs(options: BlobsOptions): Blobs {
  const meter = options.meter ?? noMeter
  const shelves = createShelves(options)
  const doorkeeper = createDoorkeeper(options)
  let collecting: Promise<void> | undefined

  function onFailed(cause: unknown): void {
    options.report({ event: 'blobs-failed', cause })
  }

  async function collectAll(): Promise<void> {
    try {
      const count = await shelves.collect()
      meter.count('blobs_collected', count)
      if (count > 0) options.report({ event: 'blobs-collected', count })
    } catch (cause) {
      onFailed(cause)
    }
  }

  return {
    routes: createBlobRoutes({ ...options, meter, shelves, doorkeeper, onFailed }),
    letGo: shelves.letGo,
    collect() {
      collecting ??= collectAll().finally(() => {
        collecting = undefined
      })
      return collecting
    },
    forgetRoom: shelves.remove,
    get roomCount() {
      return shelves.count
    },
  }
}
