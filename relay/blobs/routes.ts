import { Hono, type Context } from 'hono'
import {
  BLOB_HEADERS,
  BLOB_REFUSALS,
  blobRefusalSentence,
  bytesEqual,
  decodePinManifest,
  isBlobHash,
  isMalformed,
  isRoomId,
  encodePins,
  pinsSigningBytes,
} from '../wire/index.ts'
import type { BlobHash, BlobLimits, BlobRefusal, RoomId, Sha256, Verify } from '../wire/index.ts'
import { NoSpace, type BlobStorage } from './blob-storage.ts'
import { createBodyBudget, discardBody } from './body.ts'
import { parseRange } from './byte-range.ts'
import type { Admitted, Doorkeeper, StrangerLimits } from './doorkeeper.ts'
import type { Meter } from '../meter.ts'
import type { Refused } from './room-shelf.ts'
import type { Shelves } from './shelves.ts'

export interface BlobRoutesDeps {
  readonly storage: BlobStorage
  readonly shelves: Shelves
  readonly doorkeeper: Doorkeeper
  readonly limits: BlobLimits & BlobReserves
  readonly now: () => number
  readonly sha256: Sha256
  readonly verify: Verify
  /** Where a request comes from; undefined for this machine itself, which is not limited. */
  readonly addressOf: (context: Context) => string | undefined
  readonly meter: Meter
  readonly onFailed: (error: unknown) => void
}

/** What the relay keeps back for itself. */
export interface BlobReserves extends StrangerLimits {
  /** Bytes of bodies that are being read at once, of all rooms. */
  readonly readingBytes: number
  /** What is left free on the disk, for the logs. */
  readonly reservedDiskBytes: number
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': `${BLOB_HEADERS.offset}, Content-Range, ETag, Retry-After`,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT',
  'Access-Control-Allow-Headers': `Authorization, Range, If-None-Match, Content-Type, ${BLOB_HEADERS.offset}, ${BLOB_HEADERS.length}`,
  'Access-Control-Max-Age': '86400',
} as const
const MANIFEST_HEAD_BYTES = 1 + 32 + 8 + 8 + 64

/** The HTTP side of the blob store, to be mounted at /blobs. */
export function createBlobRoutes(deps: BlobRoutesDeps): Hono {
  const { storage, shelves, doorkeeper, limits, now } = deps
  const bodies = createBodyBudget(limits.readingBytes)
  const app = new Hono()

  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(CORS)) context.res.headers.set(name, value)
  })
  app.options('*', (context) => context.body(null, 204, PREFLIGHT))
  app.get('/limits', (context) =>
    context.json(announced(limits), { headers: { 'Cache-Control': 'no-store' } }),
  )
  app.put('/:room/pins', pin)
  app.get('/:room/:hash', (context) =>
    context.req.method === 'HEAD' ? head(context) : get(context),
  )
  app.put('/:room/:hash', put)
  app.all('*', (context) => refuse(context, { refusal: 'malformed' }))
  app.onError((error, context) => {
    if (error instanceof NoSpace) return refuse(context, { refusal: 'diskFull' })
    deps.onFailed(error)
    return refuse(context, { refusal: 'storageFailed' })
  })

  function credentialsOf(context: Context): [string | undefined, string | undefined] {
    return [context.req.header('Authorization'), deps.addressOf(context)]
  }

  async function get(context: Context): Promise<Response> {
    const target = targetOf(context)
    if (target === undefined) return refuse(context, { refusal: 'malformed' })
    const request = { ...target, method: 'get', offset: 0, totalBytes: 0 } as const
    const entry = await doorkeeper.admit(request, ...credentialsOf(context))
    if (entry.type === 'refused') return refuse(context, entry)
    const { room, hash } = target
    const blob = await shelves.find(room, hash)
    if (blob === undefined) return refuse(context, { refusal: 'notHere' })
    const headers = immutable(hash)
    if (context.req.header('If-None-Match') === headers.ETag)
      return context.body(null, 304, headers)

    const range = parseRange(context.req.header('Range'), blob.bytes)
    if (range === 'outside') {
      context.header('Content-Range', `bytes */${blob.bytes}`)
      return refuse(context, { refusal: 'rangeNotHere' })
    }
    const { from, to } = range === 'none' ? { from: 0, to: blob.bytes } : range
    deps.meter.count('blob_bytes_sent', to - from)
    const stream = storage.read(room, hash, from, to)
    const answer = { ...headers, 'Content-Length': String(to - from) }
    if (range === 'none') return context.body(stream, 200, answer)
    const place = { 'Content-Range': `bytes ${from}-${to - 1}/${blob.bytes}` }
    return context.body(stream, 206, { ...answer, ...place })
  }

  async function head(context: Context): Promise<Response> {
    const target = targetOf(context)
    const totalBytes = numberIn(context, BLOB_HEADERS.length)
    if (target === undefined || totalBytes === undefined) {
      return refuse(context, { refusal: 'malformed' })
    }
    const request = { ...target, method: 'head', offset: 0, totalBytes } as const
    const entry = await doorkeeper.admit(request, ...credentialsOf(context))
    if (entry.type === 'refused') return refuse(context, entry)
    const { room, hash } = target
    return shelves.with(room, async (shelf) => {
      const blob = await shelf.find(hash, now())
      if (blob !== undefined) {
        return context.body(null, 200, { ...immutable(hash), 'Content-Length': String(blob.bytes) })
      }
      const offset = shelf.offsetOf({ hash, device: entry.grant.device, totalBytes })
      const place = { [BLOB_HEADERS.offset]: String(offset), 'Cache-Control': 'no-store' }
      return context.body(null, 204, place)
    })
  }

  async function put(context: Context): Promise<Response> {
    const target = targetOf(context)
    const offset = numberIn(context, BLOB_HEADERS.offset)
    const totalBytes = numberIn(context, BLOB_HEADERS.length)
    if (target === undefined || offset === undefined || totalBytes === undefined) {
      return refuse(context, { refusal: 'malformed' })
    }
    const request = { ...target, method: 'put', offset, totalBytes } as const
    const entry = await doorkeeper.admit(request, ...credentialsOf(context))
    if (entry.type === 'refused') return refuseUnread(context, entry)
    const body = await bodyOf(context, entry, limits.partBytes)
    if ('refusal' in body) return refuse(context, body)
    if ((await storage.freeBytes()) < limits.reservedDiskBytes + body.bytes.length) {
      return refuse(context, { refusal: 'diskFull' })
    }
    const { room, hash } = target
    const { device } = entry.grant
    const part = { hash, device, offset, totalBytes, body: body.bytes }
    const answer = await shelves.with(room, (shelf) => shelf.add(part, now()))
    if (answer.type === 'refused') return refuse(context, answer)
    deps.meter.count('blob_bytes_received', body.bytes.length)
    const added = { offset: answer.offset, isWhole: answer.isWhole }
    return context.json(added, 200, { [BLOB_HEADERS.offset]: String(answer.offset) })
  }

  async function pin(context: Context): Promise<Response> {
    const room = roomOf(context)
    if (room === undefined) return refuse(context, { refusal: 'malformed' })
    const request = { room, hash: undefined, method: 'pins', offset: 0, totalBytes: 0 } as const
    const entry = await doorkeeper.admit(request, ...credentialsOf(context))
    if (entry.type === 'refused') return refuseUnread(context, entry)
    const body = await bodyOf(context, entry, MANIFEST_HEAD_BYTES + limits.roomBlobs * 32)
    if ('refusal' in body) return refuse(context, body)
    const manifest = decodePinManifest(body.bytes)
    if (isMalformed(manifest)) return refuse(context, { refusal: 'malformed' })
    const { device, role } = entry.grant
    const signed = pinsSigningBytes(room, encodePins(manifest))
    const isOwn = bytesEqual(manifest.device, device)
    if (!isOwn || !deps.verify(manifest.signature, signed, device)) {
      return refuse(context, { refusal: 'notSigned' })
    }
    const answer = await shelves.with(room, (shelf) => shelf.pin(manifest, role === 'gm', now()))
    if (answer.type === 'refused') return refuse(context, answer)
    return context.json({ missing: answer.missing }, 200)
  }

  /** A refusal that nobody hears because it came while they were sending is worth nothing. */
  async function refuseUnread(context: Context, refused: Omit<Refused, 'type'>): Promise<Response> {
    await discardBody(context.req.raw, limits.partBytes)
    return refuse(context, refused)
  }

  async function bodyOf(
    context: Context,
    { bodyHash }: Admitted,
    mostBytes: number,
  ): Promise<{ readonly bytes: Uint8Array } | { readonly refusal: BlobRefusal }> {
    const bytes = await bodies.read(context.req.raw, mostBytes)
    if (bytes === 'too-long') return { refusal: 'tooLarge' }
    if (bytes === 'busy') return { refusal: 'busy' }
    if (bytes === 'cut') return { refusal: 'malformed' }
    return bytesEqual(deps.sha256(bytes), bodyHash) ? { bytes } : { refusal: 'wrongBody' }
  }

  /** One clear answer; `relayTimeMs` lets a device with a wrong clock sign again. */
  function refuse(context: Context, { refusal, offset, counter }: Omit<Refused, 'type'>): Response {
    if (offset !== undefined) context.header(BLOB_HEADERS.offset, String(offset))
    const status = BLOB_REFUSALS[refusal]
    deps.meter.count('blob_requests_refused', 1, refusal)
    if (status === 429 || status === 503) context.header('Retry-After', '1')
    context.header('Cache-Control', 'no-store')
    const sentence = blobRefusalSentence(refusal)
    return context.json({ refusal, sentence, offset, counter, relayTimeMs: now() }, status)
  }
  return app
}

function announced(limits: BlobLimits): BlobLimits {
  const { blobBytes, partBytes, roomBytes, roomBlobs, uploadsPerDevice } = limits
  const { unfinishedMs, graceMs, passMs, requestsPerSecond, requestBurst } = limits
  const sizes = { blobBytes, partBytes, roomBytes, roomBlobs, uploadsPerDevice }
  return { ...sizes, unfinishedMs, graceMs, passMs, requestsPerSecond, requestBurst }
}

function immutable(hash: BlobHash) {
  return {
    'Content-Type': 'application/octet-stream',
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Content-Disposition': 'attachment',
    'Accept-Ranges': 'bytes',
    ETag: `"${hash}"`,
  }
}

function roomOf(context: Context): RoomId | undefined {
  const room = context.req.param('room') ?? ''
  return isRoomId(room) ? room : undefined
}

function targetOf(context: Context): { room: RoomId; hash: BlobHash } | undefined {
  const room = roomOf(context)
  const hash = context.req.param('hash') ?? ''
  return room !== undefined && isBlobHash(hash) ? { room, hash } : undefined
}

/** A header's whole number; 0 when the header is not there, undefined when it is no number. */
function numberIn(context: Context, name: string): number | undefined {
  const text = context.req.header(name) ?? '0'
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
