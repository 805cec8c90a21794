import { nativeSha256 } from '../../native-cryptography.ts'
import { signNatively } from '../../testing/native-signing.ts'
import type { Device } from '../../testing/people.ts'
import {
  BLOB_HEADERS,
  blobRequestSigningBytes,
  encodeBlobPass,
  encodePinManifest,
  encodePins,
  pinsSigningBytes,
} from '../../wire/index.ts'
import type { BlobHash, BlobRequest } from '../../wire/index.ts'
import { keyToText } from '../../wire/index.ts'

/** Sends a request to the blob routes; paths begin behind /blobs. */
export type Send = (path: string, init: RequestInit) => Promise<Response>

/** A device that asks for blobs, honestly unless told otherwise. */
export interface Visitor {
  /** Signs for `signed` where it differs from what is sent. */
  ask(
    request: Partial<BlobRequest> & Pick<BlobRequest, 'method'>,
    sent?: { readonly body?: Uint8Array; readonly headers?: Record<string, string> },
    signed?: Partial<BlobRequest>,
  ): Promise<Response>
  get(hash: BlobHash, range?: string): Promise<Response>
  head(hash: BlobHash, totalBytes?: number): Promise<Response>
  put(content: Uint8Array, from?: number, to?: number): Promise<Response>
  pin(counter: number, ...hashes: readonly BlobHash[]): Promise<Response>
}

/** The name of a blob with these bytes. */
export function hashOf(content: Uint8Array): BlobHash {
  return keyToText(nativeSha256(content)) as BlobHash
}

/** Bytes that are the same in every run, other for another seed. */
export function contentOf(length: number, seed = 1): Uint8Array {
  const content = new Uint8Array(length)
  for (let index = 0; index < length; index += 1) {
    content[index] = index * 31 + (index >>> 8) * seed + seed
  }
  return content
}

/** A visitor with a device's keys. */
export function createVisitor(device: Device, send: Send, now: () => number): Visitor {
  const { room, keys } = device

  const ask: Visitor['ask'] = (request, sent = {}, signed = {}) => {
    const body = sent.body ?? new Uint8Array()
    const honest: BlobRequest = {
      room,
      hash: undefined,
      offset: 0,
      totalBytes: 0,
      bodyHash: nativeSha256(body),
      expiresAtMs: now() + 60_000,
      ...request,
    }
    const claimed = { ...honest, ...signed }
    const signature = signNatively(blobRequestSigningBytes(claimed), keys.secretKey)
    const { bodyHash, expiresAtMs } = claimed
    const pass = { device: keys.publicKey, bodyHash, expiresAtMs, signature }
    const headers = {
      Authorization: encodeBlobPass(pass),
      [BLOB_HEADERS.offset]: String(honest.offset),
      [BLOB_HEADERS.length]: String(honest.totalBytes),
      ...sent.headers,
    }
    const method = honest.method === 'pins' ? 'PUT' : honest.method.toUpperCase()
    const path = `/${honest.room}/${honest.hash ?? 'pins'}`
    const content = method === 'PUT' ? { body: Uint8Array.from(body) } : {}
    return send(path, { method, headers, ...content })
  }

  return {
    ask,
    get: (hash, range) =>
      ask({ method: 'get', hash }, range === undefined ? {} : { headers: { Range: range } }),
    head: (hash, totalBytes = 0) => ask({ method: 'head', hash, totalBytes }),
    put(content, from = 0, to = content.length) {
      const request = { method: 'put', hash: hashOf(content), totalBytes: content.length } as const
      return ask({ ...request, offset: from }, { body: content.subarray(from, to) })
    },
    pin(counter, ...hashes) {
      const unsigned = { device: keys.publicKey, counter, hashes: new Set(hashes) }
      const signed = pinsSigningBytes(room, encodePins(unsigned))
      const signature = signNatively(signed, keys.secretKey)
      return ask({ method: 'pins' }, { body: encodePinManifest({ ...unsigned, signature }) })
    },
  }
}

/** What a refusal says; throws when the answer is none. */
export async function refusalOf(response: Response): Promise<string> {
  const { refusal } = (await response.json()) as { readonly refusal?: string }
  if (refusal === undefined) throw new Error(`Expected a refusal and got ${response.status}.`)
  return `${response.status} ${refusal}`
}
