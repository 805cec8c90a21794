import {
  BLOB_HEADERS,
  blobRefusalSentence,
  blobRequestSigningBytes,
  encodeBlobPass,
  encodePinManifest,
  encodePins,
  isBlobHash,
  isBlobRefusal,
  pinsSigningBytes,
  type BlobHash,
  type BlobLimits,
  type BlobMethod,
  type BlobRefusal,
  type RoomId,
} from '#relay/wire'
import { z } from 'zod'
import type { AssetWorld } from './asset-world.ts'
import type { Digest } from './digest.ts'
import { createPatience, type Patience } from './patience.ts'

/** The relay said no. */
export interface Refused {
  readonly type: 'refused'
  readonly refusal: BlobRefusal
  readonly sentence: string
  /** How much of an upload is there, when that was the matter. */
  readonly offset: number | undefined
  /** The counter of the newest manifest, when that was the matter. */
  readonly counter: number | undefined
}

/** Nobody answered, or nobody who speaks this protocol. */
export interface Unreachable {
  readonly type: 'unreachable'
}

/** The relay answers; the body is still to be read, by somebody who tells the patience what comes and when it is over. */
export interface Coming {
  readonly type: 'coming'
  readonly response: Response
  readonly patience: Patience
}

/** The blob routes of a relay, asked as one device. A relay that falls silent is unreachable after a while. */
export interface RelayBlobs {
  limits(signal?: AbortSignal): Promise<BlobLimits | Unreachable>
  /** How much of this device's upload is there; 'whole' when the relay has the blob. */
  offsetOf(
    hash: BlobHash,
    totalBytes: number,
    signal?: AbortSignal,
  ): Promise<number | 'whole' | Unreachable>
  /** Sends a part; answers how much is there now. */
  put(
    part: {
      readonly hash: BlobHash
      readonly offset: number
      readonly totalBytes: number
      readonly body: Uint8Array
    },
    signal?: AbortSignal,
  ): Promise<
    | { readonly type: 'added'; readonly offset: number; readonly isWhole: boolean }
    | Refused
    | Unreachable
  >
  /** Asks for a blob from a position on; the answer's body is still to be read. */
  get(hash: BlobHash, from: number, signal?: AbortSignal): Promise<Coming | Refused | Unreachable>
  /** Says what the room still needs; answers what of it the relay does not have. */
  pin(
    hashes: ReadonlySet<BlobHash>,
    counter: number,
  ): Promise<
    { readonly type: 'pinned'; readonly missing: readonly BlobHash[] } | Refused | Unreachable
  >
}

const PASS_MS = 120_000
const LIMITS_MS = 600_000
const QUIET_MS = 30_000
/** What is sent is given this long beside, for no browser tells how it gets on. */
const SLOWEST_BYTES_PER_MS = 4
const Hash = z.custom<BlobHash>((value) => typeof value === 'string' && isBlobHash(value))
const Size = z.number().positive()
const Limits: z.ZodType<BlobLimits> = z.object({
  blobBytes: Size,
  partBytes: Size,
  roomBytes: Size,
  roomBlobs: Size,
  uploadsPerDevice: Size,
  unfinishedMs: Size,
  graceMs: Size,
  passMs: Size,
  requestsPerSecond: Size,
  requestBurst: Size,
})
const Added = z.object({ offset: z.int().nonnegative(), isWhole: z.boolean() })
const Pinned = z.object({ missing: z.array(Hash) })
const Refusal = z.object({
  refusal: z.custom<BlobRefusal>(isBlobRefusal),
  offset: z.int().nonnegative().optional(),
  counter: z.int().nonnegative().optional(),
  relayTimeMs: z.number().optional(),
})

interface Asked {
  readonly method: BlobMethod
  readonly hash?: BlobHash
  readonly offset?: number
  readonly totalBytes?: number
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

const UNREACHABLE: Unreachable = { type: 'unreachable' }

/** Asks the relay whose socket is at `relayUrl` (`wss://host/path/ws`), whose blobs are beside it. */
export function createRelayBlobs(options: {
  readonly relayUrl: string
  readonly room: RoomId
  readonly device: Uint8Array
  readonly deviceSeed: Uint8Array
  readonly world: Pick<AssetWorld, 'fetch' | 'crypto' | 'now' | 'schedule'>
  readonly digest: Digest
}): RelayBlobs {
  const { room, device, deviceSeed, world, digest } = options
  const base = blobsUrl(options.relayUrl)
  let clockOffsetMs = 0
  let known: { readonly limits: BlobLimits; readonly atMs: number } | undefined

  async function passFor({
    method,
    hash,
    offset = 0,
    totalBytes = 0,
    body,
  }: Asked): Promise<string> {
    const bodyHash = await digest([body ?? new Uint8Array()])
    const expiresAtMs = Math.max(0, Math.round(world.now() + clockOffsetMs + PASS_MS))
    const signed = { room, method, hash, offset, totalBytes, bodyHash, expiresAtMs }
    const signature = await world.crypto.sign(blobRequestSigningBytes(signed), deviceSeed)
    return encodeBlobPass({ device, expiresAtMs, bodyHash, signature })
  }

  async function ask(
    url: string,
    request: Omit<Parameters<AssetWorld['fetch']>[1], 'signal'>,
    caller: AbortSignal | undefined,
  ): Promise<Coming | Unreachable> {
    const quietMs = QUIET_MS + (request.body?.length ?? 0) / SLOWEST_BYTES_PER_MS
    const patience = createPatience(world.schedule, quietMs, caller)
    try {
      const response = await world.fetch(url, { ...request, signal: patience.signal })
      patience.heard()
      return { type: 'coming', response, patience }
    } catch {
      patience.end()
      caller?.throwIfAborted()
      return UNREACHABLE
    }
  }

  async function send(asked: Asked): Promise<Coming | Unreachable> {
    const { method, hash, offset = 0, totalBytes = 0, body, signal } = asked
    const headers = {
      Authorization: await passFor(asked),
      ...(method === 'put' && { [BLOB_HEADERS.offset]: String(offset) }),
      ...((method === 'put' || method === 'head') && { [BLOB_HEADERS.length]: String(totalBytes) }),
      ...asked.headers,
    }
    const request = {
      method: method === 'pins' ? 'PUT' : method.toUpperCase(),
      headers,
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    }
    return ask(`${base}/${room}/${hash ?? 'pins'}`, request, signal)
  }

  /** Sends; a device whose clock is wrong learns the time from the refusal and sends once more. */
  async function sendTimely(asked: Asked): Promise<Coming | Refused | Unreachable> {
    for (let isSecond = false; ; isSecond = true) {
      const coming = await send(asked)
      if (coming.type === 'unreachable' || coming.response.ok) return coming
      const refusal = Refusal.safeParse(await jsonOf(coming)).data
      if (refusal === undefined) return UNREACHABLE
      const { relayTimeMs } = refusal
      if (refusal.refusal !== 'expired' || relayTimeMs === undefined || isSecond) {
        const { offset, counter } = refusal
        const sentence = blobRefusalSentence(refusal.refusal)
        return { type: 'refused', refusal: refusal.refusal, sentence, offset, counter }
      }
      clockOffsetMs = relayTimeMs - world.now()
    }
  }

  return {
    async limits(signal) {
      if (known !== undefined && Math.abs(world.now() - known.atMs) < LIMITS_MS) return known.limits
      const coming = await ask(`${base}/limits`, { method: 'GET', headers: {} }, signal)
      if (coming.type === 'unreachable') return coming
      const limits = Limits.safeParse(await jsonOf(coming)).data
      if (limits === undefined) return UNREACHABLE
      known = { limits, atMs: world.now() }
      return limits
    },

    async offsetOf(hash, totalBytes, signal) {
      const coming = await send({ method: 'head', hash, totalBytes, signal })
      if (coming.type === 'unreachable') return coming
      coming.patience.end()
      const { status, headers } = coming.response
      if (status === 200) return 'whole'
      // HEAD says no more than a status; the first part is refused with a reason, if there is one.
      const offset = Number(headers.get(BLOB_HEADERS.offset) ?? 0)
      return Number.isSafeInteger(offset) && offset >= 0 && offset <= totalBytes ? offset : 0
    },

    async put(part, signal) {
      const answer = await sendTimely({ method: 'put', ...part, signal })
      if (answer.type !== 'coming') return answer
      const added = Added.safeParse(await jsonOf(answer)).data
      return added === undefined ? UNREACHABLE : { type: 'added', ...added }
    },

    get(hash, from, signal) {
      const headers: Record<string, string> = from > 0 ? { Range: `bytes=${from}-` } : {}
      return sendTimely({ method: 'get', hash, headers, signal })
    },

    async pin(hashes, counter) {
      const unsigned = { device, counter, hashes }
      const signed = pinsSigningBytes(room, encodePins(unsigned))
      const signature = await world.crypto.sign(signed, deviceSeed)
      const body = encodePinManifest({ ...unsigned, signature })
      const answer = await sendTimely({ method: 'pins', body })
      if (answer.type !== 'coming') return answer
      const pinned = Pinned.safeParse(await jsonOf(answer)).data
      return pinned === undefined ? UNREACHABLE : { type: 'pinned', ...pinned }
    },
  }
}

/** `wss://host/path/ws` is `https://host/path/blobs`. */
export function blobsUrl(relayUrl: string): string {
  const url = new URL('blobs', relayUrl)
  url.protocol = url.protocol === 'wss:' ? 'https:' : 'http:'
  return url.href
}

async function jsonOf({ response, patience }: Coming): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  } finally {
    patience.end()
  }
}
