import { createMemoryStorage, createRooms, limits, type MemoryImage, type Rooms } from '#relay/room'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import type { Chance } from './chance.ts'
import type { RelayEnd } from './virtual-network.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The real rooms over a disk that can be pulled. */
export interface VirtualRelay extends RelayEnd {
  readonly isRunning: boolean
  /** SIGKILL: what was not synced is lost. */
  kill(): void
  start(): void
  /** Everything is gone. */
  wipe(): void
  backUp(): void
  /** How many records its disk holds. */
  readonly recordsKept: number
  /** Back to the last backup; false without one. */
  restore(): boolean
  /** What is on its disk now. */
  image(): MemoryImage
  /** Goes on from what was on some disk, and forgets what is on its own. */
  showImage(image: MemoryImage): void
}

/** A relay that runs. */
export function createVirtualRelay(options: {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly crypto: CryptoSuite
  /** What it keeps of the log; as much as a real one when left out. */
  readonly keeping?: Partial<Pick<typeof limits, 'keptRecords' | 'keptMs' | 'unattestedMs'>>
}): VirtualRelay {
  const { time, chance, crypto, keeping } = options
  const storage = createMemoryStorage({
    sync: (done) => time.schedule(1 + chance.below(chance.happens(0.1) ? 200 : 8), done),
  })
  const mourners = new Set<() => void>()
  let backup: MemoryImage | undefined
  let rooms: Rooms | undefined = run()

  function run(): Rooms {
    return createRooms({
      storage,
      limits: { ...limits, ...keeping },
      now: time.now,
      random: (length) => chance.bytes(length),
      schedule: (turn) => time.schedule(0, turn),
      sha256: crypto.sha256,
      verify: crypto.verifyNow,
      report(event) {
        if ('cause' in event) throw new Error('The relay failed.', { cause: event.cause })
      },
    })
  }

  function kill(): void {
    rooms = undefined
    storage.crash()
    for (const mourner of [...mourners]) mourner()
  }

  return {
    get rooms() {
      return rooms
    },
    get isRunning() {
      return rooms !== undefined
    },
    get recordsKept() {
      return [...storage.image().values()].reduce((sum, { records }) => sum + records.length, 0)
    },
    onDeath(listener) {
      mourners.add(listener)
      return () => mourners.delete(listener)
    },
    kill,
    start() {
      rooms ??= run()
    },
    wipe() {
      kill()
      storage.wipe()
    },
    backUp() {
      backup = storage.image()
    },
    image: () => storage.image(),
    showImage(image) {
      kill()
      storage.restore(image)
      rooms = run()
    },
    restore() {
      if (backup === undefined) return false
      kill()
      storage.restore(backup)
      return true
    },
  }
}
