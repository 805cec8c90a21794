import { createMemoryStorage } from '#relay/room'
import type { MemoryImage, MemoryStorage, Storage } from '#relay/room'
import type { VirtualTime } from './virtual-time.ts'

/** What a relay keeps its logs on, and the accidents that befall it. */
export interface RelayDisk {
  readonly storage: Storage
  /** The same, where it is in memory; any other takes times in whole milliseconds only, as real clocks have them. */
  readonly memory?: MemoryStorage
  /** What was not synced is lost. */
  crash(): void
  /** Everything is gone. */
  wipe(): void
  backUp(): void
  /** Back to the last backup; false without one. */
  restore(): boolean
  /** How many records it holds. */
  readonly recordsKept: number
  /** The position of the last record on it, of all rooms. */
  head(): Promise<number>
  /** The evening is over. */
  end(): Promise<void>
}

/** Makes a disk; `sync` decides when each commit has reached it. */
export type OpenDisk = (world: {
  readonly time: VirtualTime
  readonly sync: (done: () => void) => void
}) => RelayDisk

/** A disk in memory. */
export const openMemoryDisk: OpenDisk = ({ sync }) => {
  const storage = createMemoryStorage({ sync })
  let backup: MemoryImage | undefined
  return {
    storage,
    memory: storage,
    crash: storage.crash,
    wipe: storage.wipe,
    backUp() {
      backup = storage.image()
    },
    restore() {
      if (backup === undefined) return false
      storage.restore(backup)
      return true
    },
    get recordsKept() {
      return [...storage.image().values()].reduce((sum, { records }) => sum + records.length, 0)
    },
    async head() {
      return Math.max(0, ...[...storage.image().values()].map(({ state }) => state.head))
    },
    end: () => Promise.resolve(),
  }
}
