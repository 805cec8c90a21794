import type { Neighbours } from './neighbours.ts'
import type { Settings } from './settings.ts'
import { openFileBlobStorage, type BlobStorage } from './blobs/index.ts'
import { openLevelStorage, type LevelStorage } from './storage/level.ts'
import { BEAT_MS, openNats } from './storage/nats/index.ts'
import type { Storage } from './storage/storage.ts'

/** Where logs and blobs are, and who else serves them. */
export interface Logs {
  readonly storage: Storage
  readonly blobStorage: BlobStorage
  /** Everything in it, where backups are the relay's business. */
  readonly entries?: LevelStorage['entries']
  readonly neighbours?: Neighbours
  readonly firstConnection?: number
}

export interface OpenLogsOptions {
  /** Of the embedded store. */
  readonly directories: { readonly log: string; readonly blobs: string }
  readonly nats: Settings['nats']
  readonly random: (length: number) => Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  /** Runs something every so many milliseconds until the answer is called. */
  readonly every: (ms: number, run: () => void) => () => void
}

/** Room for so many connections before one relay's numbers could meet another's. */
const CONNECTIONS_PER_RELAY = 2 ** 20

/** Opens the embedded store, or NATS where it is named; answers a sentence when it cannot. */
export async function openLogs(
  options: OpenLogsOptions,
): Promise<Logs | { readonly type: 'unusable'; readonly sentence: string }> {
  const { nats, random } = options
  if (nats === undefined) {
    const level = await openLevelStorage(options.directories.log)
    if ('type' in level) return level
    const blobStorage = await openFileBlobStorage(options.directories.blobs)
    return { storage: level, blobStorage, entries: level.entries }
  }
  const opened = await openNats({ ...options, ...nats })
  if ('type' in opened) return opened
  options.every(BEAT_MS, opened.neighbours.beat)
  const place = new DataView(random(4).buffer).getUint32(0)
  return { ...opened, firstConnection: place * CONNECTIONS_PER_RELAY }
}
