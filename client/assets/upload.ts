import type { SealedAsset } from './envelope.ts'
import type { RelayBlobs, Refused, Unreachable } from './relay-blobs.ts'

/** What became of an attempt to upload. */
export type UploadOutcome = { readonly type: 'done' } | Refused | Unreachable

const MOST_RESTARTS = 2

/**
 * Sends a sealed asset, from where an earlier attempt ended. Rejects only when the signal says so.
 * `onProgress` gets bytes of the sealed file.
 */
export async function upload(
  relay: RelayBlobs,
  asset: SealedAsset,
  watch: { readonly onProgress: (sentBytes: number) => void; readonly signal?: AbortSignal },
): Promise<UploadOutcome> {
  const { hash, totalBytes } = asset
  const { onProgress, signal } = watch
  const limits = await relay.limits(signal)
  if ('type' in limits) return limits
  const begun = await relay.offsetOf(hash, totalBytes, signal)
  if (begun === 'whole') return { type: 'done' }
  if (typeof begun !== 'number') return begun

  let offset = begun
  let restarts = 0
  for (;;) {
    onProgress(offset)
    // To the next multiple, so that no chunk is sealed twice.
    const end = Math.floor(offset / limits.partBytes + 1) * limits.partBytes
    const body = asset.slice(offset, Math.min(end, totalBytes))
    const answer = await relay.put({ hash, offset, totalBytes, body }, signal)
    if (answer.type === 'unreachable') return answer
    if (answer.type === 'added' && answer.isWhole) return { type: 'done' }
    if (answer.type === 'refused') {
      const isElsewhere = answer.refusal === 'wrongOffset' || answer.refusal === 'wrongHash'
      if (!isElsewhere || answer.offset === undefined || restarts >= MOST_RESTARTS) return answer
      restarts += 1
    }
    offset = Math.min(answer.offset ?? 0, totalBytes)
  }
}
