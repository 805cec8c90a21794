import { publicKeyOf } from '#relay/wire'
import { keyBytes, type SessionKeys } from '../sync/index.ts'
import { blobHashOf, isAssetId, type AssetId } from './asset-id.ts'
import type { AssetStatus } from './asset-status.ts'
import {
  DAMAGED_SENTENCE,
  DEVICE_FULL_SENTENCE,
  EMPTY_SENTENCE,
  MISSING_SENTENCE,
  tooLargeSentence,
  UNREACHABLE_SENTENCE,
} from './asset-status.ts'
import type { AssetWorld } from './asset-world.ts'
import { harmlessMime, tidyMime } from './content-header.ts'
import { createDigest } from './digest.ts'
import { download } from './download.ts'
import { createEnvelope, type AssetContent } from './envelope.ts'
import { createPacer } from './pacer.ts'
import { createPinning } from './pinning.ts'
import { createRelayBlobs } from './relay-blobs.ts'
import { createShelf } from './shelf.ts'
import { createUploader } from './uploader.ts'

/** What came of adding a file. */
export type PutAnswer =
  | { readonly type: 'put'; readonly id: AssetId }
  | { readonly type: 'refused'; readonly sentence: string }

/** What came of asking for a file. The blob's type is a picture's, sound's, film's or font's, else plain bytes. */
export type GetAnswer =
  | { readonly type: 'got'; readonly blob: Blob }
  | {
      readonly type: 'missing' | 'unreachable' | 'refused' | 'damaged'
      readonly sentence: string
    }

/** What a caller may watch and take back. */
export interface Watch {
  /** A fraction of the work, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void
  /** Aborted, the call rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** The files of one session: on this device at once, on the relay when it is there, sealed for everybody else. */
export interface AssetStore {
  /** Adds a file: kept on this device when it resolves, uploaded by and by. The same file gets the same id. */
  put(bytes: Uint8Array, mime: string, watch?: Watch): Promise<PutAnswer>
  /** The file from this device or else from the relay, verified. Callers that ask at once share one download. */
  get(id: AssetId, watch?: Watch): Promise<GetAnswer>
  status(id: AssetId): AssetStatus
  /** Tells whose status changed, and what was not to be had but is worth asking for again; the answer stops that. */
  onStatus(listener: (id: AssetId) => void): () => void
  /**
   * Says which files the session still refers to, as far as this device sees: the relay keeps those. What the relay
   * lacks of them and this device has is uploaded again.
   */
  need(ids: Iterable<AssetId>): void
  /** How much a session's files may take up on the relay, all together and each, in bytes; undefined while it cannot say. */
  room(): Promise<{ readonly allBytes: number; readonly eachBytes: number } | undefined>
  /** Tries at once what waits for the relay. */
  retry(): void
  /** Ends uploads; they go on when the store is opened again. */
  close(): Promise<void>
}

export interface AssetStoreOptions {
  readonly keys: SessionKeys
  /** Where the socket is: `ws://…/ws` or `wss://…/ws`; the files are beside it. */
  readonly relayUrl: string
  readonly world: AssetWorld
  /** What this device keeps at most, of all sessions; what is not uploaded yet is kept beyond it. */
  readonly budgetBytes?: number
}

const BUDGET_BYTES = 1024 * 1024 * 1024
const LONGEST_BYTES = 120 * 1024 * 1024
/** Above the longest content by its padding and seals. */
const LONGEST_SEALED_BYTES = 128 * 1024 * 1024
const MISSING_AGAIN_MS = 15_000

/** Opens the files of a session on this tab. */
export function openAssetStore(options: AssetStoreOptions): AssetStore {
  const { keys, relayUrl, world, budgetBytes = BUDGET_BYTES } = options
  const { room } = keys
  const { now, schedule } = world
  const pace = createPacer(world)
  const digest = createDigest(world.subtle, pace)
  const readKey = keyBytes(keys.membersKey)
  const envelope = createEnvelope({ room, readKey, crypto: world.crypto, digest, pace })
  const deviceSeed = keyBytes(keys.deviceSeed)
  const device = publicKeyOf(deviceSeed)
  const relay = createRelayBlobs({ relayUrl, room, device, deviceSeed, world, digest })
  const shelf = createShelf({ room, cache: world.cache, budgetBytes, now })
  const listeners = new Set<(id: AssetId) => void>()
  const downloads = new Map<AssetId, Download>()
  const missing = new Set<AssetId>()
  /** Asked for when nobody answered. */
  const unreached = new Set<AssetId>()
  let cancelMissing = () => {}

  const uploader = createUploader({
    shelf,
    relay,
    envelope,
    lockName: (id) => `dungeon-lab asset ${room} ${id}`,
    world,
    onChange: tell,
  })
  const pinning = createPinning({ relay, world, onMissing: (ids) => void bringBack(ids) })
  const stopOnline = world.onOnline(retry)
  const loaded = shelf.refresh().then(() => {
    for (const id of shelf.entries.keys()) tell(id)
    uploader.wake()
  })

  function tell(id: AssetId): void {
    for (const listener of listeners) listener(id)
  }

  function retry(): void {
    forgiveMissing()
    uploader.wake()
    pinning.wake()
  }

  /** What was missing may have come: whoever shows it asks again. */
  function forgiveMissing(): void {
    cancelMissing()
    const forgiven = [...missing, ...unreached]
    missing.clear()
    unreached.clear()
    for (const id of forgiven) tell(id)
  }

  function noteAbsent(id: AssetId, absent: Set<AssetId>): void {
    absent.add(id)
    cancelMissing()
    cancelMissing = schedule(MISSING_AGAIN_MS, forgiveMissing)
    tell(id)
  }

  async function bringBack(ids: readonly AssetId[]): Promise<void> {
    await loaded
    for (const id of ids) if (shelf.entries.has(id)) await shelf.setSafe(id, false)
    uploader.wake()
  }

  async function keep(id: AssetId, content: AssetContent, isSafe: boolean): Promise<void> {
    missing.delete(id)
    await shelf.keep(id, content, isSafe)
    tell(id)
    if (!isSafe) uploader.wake()
  }

  function downloadOf(id: AssetId): Download {
    const running = downloads.get(id)
    if (running !== undefined && !running.stopping.signal.aborted) return running
    const stopping = new AbortController()
    const watches = new Set<Watch>()
    const made: Download = {
      watches,
      stopping,
      receivedBytes: 0,
      totalBytes: 0,
      answer: fetchAsset(id, stopping.signal).finally(() => {
        if (downloads.get(id) === made) downloads.delete(id)
        tell(id)
      }),
    }
    downloads.set(id, made)
    return made
  }

  async function fetchAsset(id: AssetId, signal: AbortSignal): Promise<GetAnswer> {
    const answer = await download(relay, blobHashOf(id), LONGEST_SEALED_BYTES, {
      onProgress(receivedBytes, totalBytes) {
        const progress = downloads.get(id)
        if (progress === undefined) return
        Object.assign(progress, { receivedBytes, totalBytes })
        for (const { onProgress } of progress.watches) onProgress?.(receivedBytes / totalBytes)
        tell(id)
      },
      signal,
    })
    if (answer.type === 'refused' && answer.refusal === 'notHere') {
      noteAbsent(id, missing)
      return { type: 'missing', sentence: MISSING_SENTENCE }
    }
    if (answer.type === 'refused') return { type: 'refused', sentence: answer.sentence }
    if (answer.type === 'unreachable') {
      noteAbsent(id, unreached)
      return { type: 'unreachable', sentence: UNREACHABLE_SENTENCE }
    }
    const content = await envelope.open(id, answer.bytes, signal)
    if (content === undefined) return { type: 'damaged', sentence: DAMAGED_SENTENCE }
    await keep(id, content, true)
    return { type: 'got', blob: blobOf(content) }
  }

  /** One caller's share of a download, which ends when nobody waits for it any more. */
  async function share(id: AssetId, watch: Watch): Promise<GetAnswer> {
    watch.signal?.throwIfAborted()
    const running = downloadOf(id)
    running.watches.add(watch)
    tell(id)
    try {
      return await Promise.race([running.answer, aborted(watch.signal)])
    } finally {
      running.watches.delete(watch)
      if (running.watches.size === 0) running.stopping.abort()
      running.answer.catch(() => undefined)
    }
  }

  return {
    async put(bytes, mime, watch = {}) {
      if (bytes.length === 0) return { type: 'refused', sentence: EMPTY_SENTENCE }
      if (bytes.length > LONGEST_BYTES) {
        return { type: 'refused', sentence: tooLargeSentence(bytes.length, LONGEST_BYTES) }
      }
      const content = { mime: tidyMime(mime), bytes }
      const { id } = await envelope.seal(content, watch)
      await loaded
      const isSafe = shelf.entries.get(id)?.isSafe ?? false
      await keep(id, content, isSafe)
      return { type: 'put', id }
    },
    async get(id, watch = {}) {
      watch.signal?.throwIfAborted()
      if (!isAssetId(id)) return { type: 'damaged', sentence: DAMAGED_SENTENCE }
      const kept = await shelf.read(id)
      return kept === undefined ? share(id, watch) : { type: 'got', blob: blobOf(kept) }
    },
    status(id) {
      const running = downloads.get(id)
      if (running !== undefined) {
        const { receivedBytes, totalBytes } = running
        return { state: 'downloading', receivedBytes, totalBytes }
      }
      const sending = uploader.stateOf(id)
      if (sending?.state === 'sending') {
        return { state: 'uploading', sentBytes: sending.sentBytes, totalBytes: sending.totalBytes }
      }
      if (shelf.isInTabOnly(id)) return { state: 'tab', sentence: DEVICE_FULL_SENTENCE }
      if (sending !== undefined) {
        const { refused } = sending
        return {
          state: 'device',
          ...(refused && { sentence: refused.sentence, reason: refused.refusal }),
        }
      }
      if (shelf.entries.has(id)) return { state: 'relay' }
      if (missing.has(id)) return { state: 'missing', sentence: MISSING_SENTENCE }
      return { state: 'away' }
    },
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    need: pinning.need,
    async room() {
      const limits = await relay.limits()
      if ('type' in limits) return undefined
      return {
        allBytes: limits.roomBytes,
        eachBytes: Math.min(limits.blobBytes, LONGEST_BYTES),
      }
    },
    retry,
    async close() {
      stopOnline()
      cancelMissing()
      pinning.stop()
      for (const { stopping } of downloads.values()) stopping.abort()
      await loaded
      await uploader.stop()
    },
  }
}

interface Download {
  readonly watches: Set<Watch>
  readonly stopping: AbortController
  readonly answer: Promise<GetAnswer>
  receivedBytes: number
  totalBytes: number
}

function blobOf({ mime, bytes }: AssetContent): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: harmlessMime(mime) })
}

/** Rejects when the signal says so, and else never settles. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
