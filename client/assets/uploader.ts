import type { AssetId } from './asset-id.ts'
import type { AssetWorld } from './asset-world.ts'
import type { Envelope } from './envelope.ts'
import type { RelayBlobs, Refused } from './relay-blobs.ts'
import type { Shelf } from './shelf.ts'
import { upload } from './upload.ts'

/** How an upload stands. */
export type UploadState =
  | { readonly state: 'waiting'; readonly refused?: Refused }
  | { readonly state: 'sending'; readonly sentBytes: number; readonly totalBytes: number }

/** Sends what the relay does not have, one after the other, the shortest first, for as long as it takes. */
export interface Uploader {
  /** Undefined for what need not be sent. */
  stateOf(id: AssetId): UploadState | undefined
  /** Looks again at what is to be sent; whatever waited for better times is tried at once. */
  wake(): void
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
const FULL_WAIT_MS = 300_000
const OTHER_TAB_WAIT_MS = 3_000

interface Waiting {
  readonly tries: number
  readonly untilMs: number
  readonly refused?: Refused
}

/** An uploader over the shelf of one tab. Other tabs of the device may have one too: a lock per asset decides. */
export function createUploader(options: {
  readonly shelf: Shelf
  readonly relay: RelayBlobs
  readonly envelope: Envelope
  readonly lockName: (id: AssetId) => string
  readonly world: Pick<AssetWorld, 'locks' | 'now' | 'schedule' | 'random'>
  readonly onChange: (id: AssetId) => void
}): Uploader {
  const { shelf, relay, envelope, world, onChange } = options
  const waiting = new Map<AssetId, Waiting>()
  const stopping = new AbortController()
  let sending:
    { readonly id: AssetId; readonly sentBytes: number; readonly totalBytes: number } | undefined
  let cancelWait = () => {}
  let working: Promise<void> | undefined

  function next(): AssetId | undefined {
    const due = [...shelf.entries.values()].filter(
      ({ id, isSafe }) => !isSafe && (waiting.get(id)?.untilMs ?? 0) <= world.now(),
    )
    return due.toSorted((left, right) => left.bytes - right.bytes)[0]?.id
  }

  function start(): void {
    if (stopping.signal.aborted) return
    working ??= work().finally(() => {
      working = undefined
      waitForNext()
    })
  }

  async function work(): Promise<void> {
    for (let id = next(); id !== undefined && !stopping.signal.aborted; id = next()) {
      const release = await world.locks.hold(options.lockName(id))
      if (release === undefined) await letOtherTab(id)
      else await sendOne(id).finally(release)
    }
  }

  /** Another tab is at it: what it achieved stands in the cache. */
  async function letOtherTab(id: AssetId): Promise<void> {
    waiting.set(id, { tries: 0, untilMs: world.now() + OTHER_TAB_WAIT_MS })
    await shelf.refresh()
    onChange(id)
  }

  async function sendOne(id: AssetId): Promise<void> {
    if (!shelf.isInTabOnly(id)) await shelf.refresh()
    if (shelf.entries.get(id)?.isSafe !== false) return onChange(id)
    const content = await shelf.read(id)
    if (content === undefined) {
      putOff(id, undefined)
      return onChange(id)
    }
    const sealed = envelope.sealAs(id, content)
    const outcome = await upload(relay, sealed, {
      // From the relay's first answer on: while nobody answers, nothing is being sent.
      onProgress(sentBytes) {
        sending = { id, sentBytes, totalBytes: sealed.totalBytes }
        onChange(id)
      },
      signal: stopping.signal,
    }).catch(() => ({ type: 'unreachable' as const }))
    sending = undefined
    if (outcome.type === 'done') {
      waiting.delete(id)
      await shelf.setSafe(id, true)
    } else {
      putOff(id, outcome.type === 'refused' ? outcome : undefined)
    }
    onChange(id)
  }

  function putOff(id: AssetId, refused: Refused | undefined): void {
    const tries = (waiting.get(id)?.tries ?? 0) + 1
    const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 10))
    const jitter = 0.75 + (world.random(1)[0] ?? 0) / 512
    const waitMs = (isLasting(refused) ? FULL_WAIT_MS : growing) * jitter
    const said = refused === undefined || isPassing(refused) ? {} : { refused }
    waiting.set(id, { tries, untilMs: world.now() + waitMs, ...said })
  }

  function waitForNext(): void {
    cancelWait()
    const open = [...shelf.entries.values()].filter(({ isSafe }) => !isSafe)
    if (open.length === 0 || stopping.signal.aborted) return
    const dueMs = Math.min(...open.map(({ id }) => waiting.get(id)?.untilMs ?? 0))
    cancelWait = world.schedule(Math.max(0, dueMs - world.now()), start)
  }

  return {
    stateOf(id) {
      if (sending?.id === id) {
        return { state: 'sending', sentBytes: sending.sentBytes, totalBytes: sending.totalBytes }
      }
      if (shelf.entries.get(id)?.isSafe !== false) return undefined
      const refused = waiting.get(id)?.refused
      return { state: 'waiting', ...(refused === undefined ? {} : { refused }) }
    },
    wake() {
      for (const [id, known] of waiting) waiting.set(id, { ...known, untilMs: 0 })
      cancelWait()
      start()
    },
    async stop() {
      stopping.abort()
      cancelWait()
      await working
    },
  }
}

/** Nothing this device does changes it soon. */
function isLasting(refused: Refused | undefined): boolean {
  const lasting = ['tooLarge', 'roomFull', 'tooManyUploads', 'diskFull', 'notAllowed']
  return refused !== undefined && lasting.includes(refused.refusal)
}

/** Over by itself in a moment, so that it is not worth telling anybody. */
function isPassing({ refusal }: Refused): boolean {
  return ['busy', 'tooFast', 'notAMember', 'expired', 'wrongOffset', 'wrongHash'].includes(refusal)
}
