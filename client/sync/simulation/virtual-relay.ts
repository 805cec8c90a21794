import { createRooms, limits } from '#relay/room'
import type { MemoryImage, MemoryStorage, Peer, Rooms } from '#relay/room'
import { decodeMessage, isMalformed } from '#relay/wire'
import { StorageFull, type Storage } from '../../../relay/storage/storage.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import type { Chance } from './chance.ts'
import { openMemoryDisk, type OpenDisk } from './relay-disk.ts'
import type { RelayEnd } from './virtual-network.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The real rooms over a disk that can be pulled. */
export interface VirtualRelay extends RelayEnd {
  readonly isRunning: boolean
  /** SIGKILL: what was not synced is lost. */
  kill(): void
  start(): void
  /** Whether its disk takes nothing more. */
  isFull: boolean
  /** Everything is gone. */
  wipe(): void
  backUp(): void
  /** How many records its disk holds. */
  readonly recordsKept: number
  /** What it had acknowledged and did not have after it was killed, in sentences. */
  readonly brokenPromises: readonly string[]
  /** Back to the last backup; false without one. */
  restore(): boolean
  /** What is on its disk now; in memory only. */
  image(): MemoryImage
  /** Goes on from what was on some disk, and forgets what is on its own; in memory only. */
  showImage(image: MemoryImage): void
  /** The evening is over. */
  end(): Promise<void>
}

/** A relay that runs. */
export function createVirtualRelay(options: {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly crypto: CryptoSuite
  /** What it keeps of the log; as much as a real one when left out. */
  readonly keeping?: Partial<Pick<typeof limits, 'keptRecords' | 'keptMs' | 'unattestedMs'>>
  readonly openDisk?: OpenDisk
}): VirtualRelay {
  const { time, chance, crypto, keeping } = options
  const disk = (options.openDisk ?? openMemoryDisk)({
    time,
    sync: (done) => time.schedule(1 + chance.below(chance.happens(0.1) ? 200 : 8), done),
  })
  const mourners = new Set<() => void>()
  const brokenPromises: string[] = []
  /** The highest position that anybody was told to be durable. */
  let promised = 0
  let promisedInBackup = 0
  let isFull = false
  const storage: Storage = {
    ...disk.storage,
    commit: (writes) => (isFull ? refuse() : disk.storage.commit(writes)),
    check: () => (isFull ? refuse() : disk.storage.check()),
  }
  let rooms: Pick<Rooms, 'connect'> | undefined = run()

  function run(): Pick<Rooms, 'connect'> {
    const fresh = createRooms({
      storage,
      limits: { ...limits, ...keeping },
      now: disk.memory === undefined ? () => Math.floor(time.now()) : time.now,
      random: (length) => chance.bytes(length),
      schedule: (turn) => time.schedule(0, turn),
      sha256: crypto.sha256,
      verify: crypto.verifyNow,
      report(event) {
        if ('cause' in event && !(event.cause instanceof StorageFull))
          throw new Error('The relay failed.', { cause: event.cause })
      },
    })
    return { connect: (peer) => fresh.connect(listenTo(peer)) }
  }

  function refuse(): Promise<never> {
    return new Promise((_, reject) => {
      time.schedule(1 + chance.below(8), () => reject(new StorageFull('The disk is full.')))
    })
  }

  function listenTo(peer: Peer): Peer {
    return {
      ...peer,
      send(message) {
        promised = Math.max(promised, highestAcknowledged(message))
        peer.send(message)
      },
    }
  }

  function kill(): void {
    die()
    disk.crash()
    const atLeast = promised
    void disk.head().then((head) => {
      if (head >= atLeast) return
      brokenPromises.push(`The relay acknowledged record ${atLeast}, was killed and has ${head}.`)
    })
  }

  function memory(): MemoryStorage {
    if (disk.memory === undefined) throw new Error('Only a disk in memory can be looked into.')
    return disk.memory
  }

  function die(): void {
    rooms = undefined
    for (const mourner of [...mourners]) mourner()
  }

  return {
    get rooms() {
      return rooms
    },
    get isRunning() {
      return rooms !== undefined
    },
    get isFull() {
      return isFull
    },
    set isFull(next) {
      isFull = next
    },
    get recordsKept() {
      return disk.recordsKept
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
      die()
      disk.wipe()
      promised = 0
    },
    backUp() {
      disk.backUp()
      promisedInBackup = promised
    },
    brokenPromises,
    image: () => memory().image(),
    showImage(image) {
      die()
      memory().restore(image)
      rooms = run()
    },
    restore() {
      if (!disk.restore()) return false
      die()
      promised = promisedInBackup
      return true
    },
    end: disk.end,
  }
}

function highestAcknowledged(message: Uint8Array): number {
  const frames = decodeMessage(message)
  if (isMalformed(frames)) throw new Error(frames.reason)
  const acks = frames.flatMap((frame) => (frame.type === 'ack' ? frame.items : []))
  return Math.max(0, ...acks.map(({ seq }) => seq))
}
