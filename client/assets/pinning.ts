import type { BlobHash } from '#relay/wire'
import { blobHashOf, type AssetId } from './asset-id.ts'
import type { AssetWorld } from './asset-world.ts'
import type { RelayBlobs } from './relay-blobs.ts'

/** Tells the relay what the session still needs. */
export interface Pinning {
  /** Replaces what is needed; said to the relay a little later, and again until it was heard. */
  need(ids: Iterable<AssetId>): void
  /** The relay is there again. */
  wake(): void
  stop(): void
}

const SETTLE_MS = 2_000
const RETRY_MS = 30_000
const REPEAT_MS = 60_000
const MOST_HASHES = 8_000

/** Pins for one device; `onMissing` hears which of the needed assets the relay does not have. */
export function createPinning(options: {
  readonly relay: RelayBlobs
  readonly world: Pick<AssetWorld, 'now' | 'schedule'>
  readonly onMissing: (ids: readonly AssetId[]) => void
}): Pinning {
  const { relay, world, onMissing } = options
  let needed: ReadonlyMap<BlobHash, AssetId> | undefined
  let said = ''
  let counter = 0
  let isSaying = false
  let isStopped = false
  let cancel = () => {}

  function later(delayMs: number): void {
    cancel()
    if (!isStopped) cancel = world.schedule(delayMs, () => void say())
  }

  async function say(): Promise<void> {
    if (needed === undefined || isSaying || isStopped) return
    const saying = needed
    const text = [...saying.keys()].sort().join()
    if (text === said) return
    isSaying = true
    // Time makes counters that grow from session to session without being kept.
    counter = Math.max(counter + 1, Math.round(world.now()))
    const answer = await relay.pin(new Set(saying.keys()), counter)
    isSaying = false
    if (answer.type === 'pinned') {
      said = text
      onMissing(answer.missing.flatMap((hash) => saying.get(hash) ?? []))
    } else if (answer.type === 'refused' && answer.refusal === 'oldManifest') {
      counter = Math.max(counter, answer.counter ?? 0)
    }
    if (needed !== saying) later(SETTLE_MS)
    else if (answer.type !== 'pinned' && !isFinal(answer)) later(RETRY_MS)
  }

  return {
    need(ids) {
      const byHash = [...new Set(ids)]
        .slice(0, MOST_HASHES)
        .map((id) => [blobHashOf(id), id] as const)
      needed = new Map(byHash)
      later(SETTLE_MS)
    },
    wake() {
      // The relay may have lost what it was told.
      if (Math.abs(world.now() - counter) > REPEAT_MS) said = ''
      later(0)
    },
    stop() {
      isStopped = true
      cancel()
    },
  }
}

/** Who only watches pins nothing, now or later. */
function isFinal(answer: { readonly type: string; readonly refusal?: string }): boolean {
  return answer.type === 'refused' && answer.refusal === 'notAllowed'
}
