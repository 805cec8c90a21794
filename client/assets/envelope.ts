import { concatBytes, keyToText, roomIdToBytes, type BlobHash, type RoomId } from '#relay/wire'
import { paddedLength } from '../sync/index.ts'
import {
  assetIdOf,
  blobHashOf,
  CONTENT_MARK_BYTES,
  contentMarkOf,
  type AssetId,
} from './asset-id.ts'
import type { AssetWorld } from './asset-world.ts'
import { encodeHeader, readHeader } from './content-header.ts'
import type { Digest } from './digest.ts'
import type { Pacer } from './pacer.ts'

/** A content as the relay gets it. */
export interface SealedAsset {
  readonly id: AssetId
  readonly hash: BlobHash
  readonly totalBytes: number
  /** Seals what is asked for only; best asked for in multiples of `SEALED_CHUNK_BYTES`. */
  slice(from: number, to: number): Uint8Array
}

/** An opened asset. */
export interface AssetContent {
  readonly mime: string
  readonly bytes: Uint8Array
}

/** Seals and opens the assets of one session. */
export interface Envelope {
  /** Names and seals a content. `onProgress` gets a fraction of the work. */
  seal(
    content: AssetContent,
    watch?: { readonly onProgress?: (fraction: number) => void; readonly signal?: AbortSignal },
  ): Promise<SealedAsset>
  /** The sealed form of a content whose id is known. */
  sealAs(id: AssetId, content: AssetContent): SealedAsset
  /** Undefined when anything about it is not as the id says. */
  open(id: AssetId, sealed: Uint8Array, signal?: AbortSignal): Promise<AssetContent | undefined>
}

const TAG_BYTES = 16
export const SEALED_CHUNK_BYTES = 256 * 1024
const CHUNK_BYTES = SEALED_CHUNK_BYTES - TAG_BYTES
const DOMAIN = new TextEncoder().encode('dungeon-lab asset 1\0')
const MARK_INFO = new TextEncoder().encode('dungeon-lab asset mark 1')
const KEY_INFO = new TextEncoder().encode('dungeon-lab asset key 1')

/**
 * Every content has a key of its own, derived from the session's read key and the content: so the same content is
 * sealed to the same bytes, two members who add it make one copy, and no nonce meets two plaintexts under a key.
 * Chunks are sealed one by one, counted, the last one marked (the STREAM construction, Hoang et al., CRYPTO 2015).
 */
export function createEnvelope(options: {
  readonly room: RoomId
  readonly readKey: Uint8Array
  readonly crypto: Pick<AssetWorld['crypto'], 'seal' | 'open' | 'derive'>
  readonly digest: Digest
  readonly pace: Pacer
}): Envelope {
  const { room, readKey, crypto, digest, pace } = options
  const roomBytes = roomIdToBytes(room)

  async function markOf(content: AssetContent, signal?: AbortSignal): Promise<Uint8Array> {
    const contentHash = await digest([content.bytes], signal)
    const named = await digest([encodeHeader(content), contentHash], signal)
    const salt = concatBytes(roomBytes, named)
    return crypto.derive(readKey, salt, MARK_INFO, CONTENT_MARK_BYTES)
  }

  function keyOf(mark: Uint8Array): Uint8Array {
    return crypto.derive(readKey, concatBytes(roomBytes, mark), KEY_INFO, 32)
  }

  function chunksOf(mark: Uint8Array, content: AssetContent): SealedChunks {
    const plain = paddedPlaintext(content)
    const key = keyOf(mark)
    const additional = concatBytes(DOMAIN, roomBytes, mark)
    const count = Math.ceil(plain.length / CHUNK_BYTES)
    return {
      count,
      totalBytes: plain.length + count * TAG_BYTES,
      chunk(index) {
        const nonce = nonceOf(index, index === count - 1)
        const from = index * CHUNK_BYTES
        return crypto.seal(key, nonce, additional, plain.read(from, from + CHUNK_BYTES))
      },
    }
  }

  return {
    async seal(content, watch = {}) {
      const mark = await markOf(content, watch.signal)
      const chunks = chunksOf(mark, content)
      const hash = keyToText(await digest(watched(chunks, watch.onProgress), watch.signal))
      return sealedAs(assetIdOf(mark, hash as BlobHash), chunks)
    },
    sealAs: (id, content) => sealedAs(id, chunksOf(contentMarkOf(id), content)),
    async open(id, sealed, signal) {
      if (keyToText(await digest([sealed], signal)) !== blobHashOf(id)) return undefined
      const mark = contentMarkOf(id)
      const key = keyOf(mark)
      const additional = concatBytes(DOMAIN, roomBytes, mark)
      const count = Math.ceil(sealed.length / SEALED_CHUNK_BYTES)
      const opened: Uint8Array[] = []
      for (let index = 0; index < count; index += 1) {
        await pace(signal)
        const from = index * SEALED_CHUNK_BYTES
        const nonce = nonceOf(index, index === count - 1)
        const chunk = sealed.subarray(from, from + SEALED_CHUNK_BYTES)
        const plain = crypto.open(key, nonce, additional, chunk)
        if (plain === undefined) return undefined
        opened.push(plain)
      }
      const content = contentOf(concatBytes(...opened))
      if (content === undefined) return undefined
      return keyToText(await markOf(content, signal)) === keyToText(mark) ? content : undefined
    },
  }
}

interface SealedChunks {
  readonly count: number
  readonly totalBytes: number
  chunk(index: number): Uint8Array
}

function sealedAs(id: AssetId, chunks: SealedChunks): SealedAsset {
  const { totalBytes } = chunks
  return {
    id,
    hash: blobHashOf(id),
    totalBytes,
    slice(from, to) {
      const end = Math.min(to, totalBytes)
      const first = Math.floor(from / SEALED_CHUNK_BYTES)
      const last = Math.ceil(end / SEALED_CHUNK_BYTES)
      const sealed: Uint8Array[] = []
      for (let index = first; index < last; index += 1) sealed.push(chunks.chunk(index))
      const start = first * SEALED_CHUNK_BYTES
      return concatBytes(...sealed).subarray(from - start, end - start)
    },
  }
}

function* watched(
  chunks: SealedChunks,
  onProgress: ((fraction: number) => void) | undefined,
): Generator<Uint8Array> {
  for (let index = 0; index < chunks.count; index += 1) {
    yield chunks.chunk(index)
    onProgress?.((index + 1) / chunks.count)
  }
}

/** Header, content, and zeros up to a length that tells little. */
function paddedPlaintext(content: AssetContent) {
  const header = encodeHeader(content)
  const length = paddedLength(header.length + content.bytes.length)
  return {
    length,
    read(from: number, to: number): Uint8Array {
      const part = new Uint8Array(Math.min(to, length) - from)
      if (from < header.length) part.set(header.subarray(from, Math.min(to, header.length)))
      const start = Math.max(0, from - header.length)
      const bytes = content.bytes.subarray(start, Math.max(start, to - header.length))
      part.set(bytes, Math.max(0, header.length - from))
      return part
    },
  }
}

function contentOf(plain: Uint8Array): AssetContent | undefined {
  const header = readHeader(plain)
  if (header === undefined) return undefined
  const end = header.headerBytes + header.contentBytes
  const isPadded = plain.length === paddedLength(end)
  if (!isPadded) return undefined
  return { mime: header.mime, bytes: plain.subarray(header.headerBytes, end) }
}

function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(24)
  new DataView(nonce.buffer).setUint32(16, index)
  nonce[23] = isLast ? 1 : 0
  return nonce
}
