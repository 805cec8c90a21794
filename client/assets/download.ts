import { concatBytes, type BlobHash } from '#relay/wire'
import type { RelayBlobs, Refused, Unreachable } from './relay-blobs.ts'

export interface DownloadWatch {
  readonly onProgress: (receivedBytes: number, totalBytes: number) => void
  readonly signal?: AbortSignal | undefined
}

const MOST_ATTEMPTS = 5

/**
 * Gets a blob, going on where the line was cut or fell silent, at most `mostBytes` of it. Says nothing about its content: the caller
 * checks the hash. Rejects only when the signal says so.
 */
export async function download(
  relay: RelayBlobs,
  hash: BlobHash,
  mostBytes: number,
  watch: DownloadWatch,
): Promise<{ readonly type: 'got'; readonly bytes: Uint8Array } | Refused | Unreachable> {
  const parts: Uint8Array[] = []
  let receivedBytes = 0
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const answer = await relay.get(hash, receivedBytes, watch.signal)
    if (answer.type !== 'coming') return answer
    const { response, patience } = answer
    if (response.status !== 206) {
      parts.length = 0
      receivedBytes = 0
    }
    const totalBytes = receivedBytes + Number(response.headers.get('Content-Length') ?? 0)
    if (totalBytes > mostBytes) {
      patience.end()
      await response.body?.cancel()
      return { type: 'unreachable' }
    }
    const end = await receive(response, (part) => {
      patience.heard()
      receivedBytes += part.length
      if (receivedBytes > mostBytes) return false
      parts.push(part)
      watch.onProgress(receivedBytes, Math.max(totalBytes, receivedBytes))
      return true
    }).finally(patience.end)
    watch.signal?.throwIfAborted()
    if (end === 'refused') return { type: 'unreachable' }
    if (end === 'whole' && receivedBytes >= totalBytes) {
      return { type: 'got', bytes: concatBytes(...parts) }
    }
  }
  return { type: 'unreachable' }
}

/** Reads a body to its end; 'cut' when the line broke, 'refused' when `take` wants no more. */
async function receive(
  response: Response,
  take: (part: Uint8Array) => boolean,
): Promise<'whole' | 'cut' | 'refused'> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader()
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      if (take(part.value)) continue
      await reader?.cancel()
      return 'refused'
    }
    return 'whole'
  } catch {
    return 'cut'
  }
}
