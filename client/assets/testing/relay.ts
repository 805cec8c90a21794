import { blobLimits, createBlobs, createMemoryBlobStorage, type BlobStorage } from '#relay/room'
import { sha256, verifyEd25519 } from '#relay/wire'
import type { SessionKeys } from '../../sync/index.ts'
import { chainOf } from '../../sync/keys/session-keys.ts'
import type { Fetch } from '../asset-world.ts'

/** What happens to a request on its way. */
export type Fault = 'none' | 'lost' | 'answer-lost' | 'cut'

/** The blob routes of a relay behind a line that can be cut. */
export interface TestRelay {
  readonly fetch: Fetch
  readonly url: string
  storage: BlobStorage
  /** Lets another device in. */
  knows(keys: SessionKeys): void
  /** Decides what happens to the next request; nothing by default. */
  fault: (method: string) => Fault
  /** The process dies and is started again over the same storage, or over none. */
  restart(storage?: BlobStorage): void
  /** Requests that arrived, as `METHOD` and what they brought. */
  readonly requests: { readonly method: string; readonly bodyBytes: number }[]
  /** Everything that came over the line, either way. */
  readonly traffic: Uint8Array[]
  /** How much space its disk has. */
  capacityBytes: number
  /** Milliseconds its clock is ahead. */
  aheadMs: number
}

/** A relay that knows these devices. */
export function createTestRelay(
  founders: readonly SessionKeys[],
  now: () => number,
  limits: Partial<typeof blobLimits> = {},
): TestRelay {
  const devices = [...founders]
  const chainsOf = async (room: string) =>
    devices.filter((keys) => keys.room === room).map((keys) => chainOf(keys))
  const relayNow = () => now() + relay.aheadMs
  const makeStorage = () =>
    createMemoryBlobStorage({ now: relayNow, capacityBytes: () => relay.capacityBytes })
  const start = (storage: BlobStorage) =>
    createBlobs({
      storage,
      limits: { ...blobLimits, reservedDiskBytes: 0, requestBurst: 10_000, ...limits },
      chainsOf,
      verify: verifyEd25519,
      sha256,
      now: relayNow,
      addressOf: () => undefined,
      report: () => undefined,
    })
  const relay: TestRelay = {
    url: 'ws://relay.test/under/ws',
    fault: () => 'none',
    knows: (keys) => devices.push(keys),
    requests: [],
    traffic: [],
    capacityBytes: 2 ** 40,
    aheadMs: 0,
    storage: createMemoryBlobStorage(),
    restart(storage = makeStorage()) {
      relay.storage = storage
      blobs = start(storage)
    },
    async fetch(url, request) {
      const fault = relay.fault(request.method)
      if (fault === 'lost') throw new TypeError('The line is dead.')
      relay.requests.push({ method: request.method, bodyBytes: request.body?.length ?? 0 })
      if (request.body !== undefined) relay.traffic.push(request.body)
      const path = url.replace('http://relay.test/under/blobs', '')
      const response = await blobs.routes.request(path, request)
      request.signal?.throwIfAborted()
      if (fault === 'answer-lost') throw new TypeError('The line is dead.')
      return fault === 'cut' ? cutShort(response) : response
    },
  }
  let blobs = start(relay.storage)
  relay.restart()
  return relay
}

/** The same answer, but its body breaks off half way. */
function cutShort(response: Response): Response {
  const length = Number(response.headers.get('Content-Length') ?? 0)
  let left = Math.floor(length / 2)
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        controller.enqueue(part.slice(0, left))
        left -= part.length
        if (left < 0) controller.error(new TypeError('The line is dead.'))
      },
    }),
  )
  return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, response)
}
