import type { Storage } from '#relay/room'
import type { RoomId } from '#relay/wire'
import type { RelayDisk } from './relay-disk.ts'
import type { VirtualTime } from './virtual-time.ts'

/** A storage engine of the relay over a real disk, which outlives whoever opened it. */
export interface RealEngine {
  open(): Promise<Storage>
  /** Forgets everything; nobody has it open. */
  wipe(): Promise<void>
  /** Keeps what there is now; the answer brings it back while nobody has it open. Left out where a keeper has no such tool. */
  backUp?(storage: Storage): Promise<() => Promise<void>>
}

/** The disk of a virtual relay over a real engine: virtual time stands still while the engine works. */
export function createRealDisk(options: {
  readonly time: VirtualTime
  /** Decides when each commit begins, which is when a crash no longer undoes it. */
  readonly sync: (done: () => void) => void
  readonly engine: RealEngine
}): RelayDisk {
  const { time, sync, engine } = options
  let opened = time.hold(engine.open())
  let bringBack: Promise<() => Promise<void>> | undefined
  let kept = new Map<RoomId, number>()
  let keptThen = kept
  let life = 0

  function reopen(meanwhile: () => Promise<void>): void {
    life += 1
    const before = opened
    opened = time.hold(
      (async () => {
        await (await before).close()
        await meanwhile()
        return engine.open()
      })(),
    )
  }

  function ask<Answer>(question: (storage: Storage) => Promise<Answer>): Promise<Answer> {
    return time.hold(opened.then(question))
  }

  const storage: Storage = {
    load: (room) => ask((engineNow) => engineNow.load(room)),

    commit(writes) {
      const begunIn = life
      return new Promise((resolve, reject) => {
        sync(() => {
          if (begunIn !== life) return
          ask((engineNow) => engineNow.commit(writes)).then((lost) => {
            for (const { room, state } of writes) kept.set(room, state.head - state.base.seq)
            resolve(lost)
          }, reject)
        })
      })
    },

    read: (...words) => ask((engineNow) => engineNow.read(...words)),
    readStretch: (...words) => ask((engineNow) => engineNow.readStretch(...words)),
    hashAt: (...words) => ask((engineNow) => engineNow.hashAt(...words)),
    findRun: (...words) => ask((engineNow) => engineNow.findRun(...words)),
    readPiece: (...words) => ask((engineNow) => engineNow.readPiece(...words)),
    setAside: (...words) => ask((engineNow) => engineNow.setAside(...words)),
    check: () => ask((engineNow) => engineNow.check()),
    close: () => ask((engineNow) => engineNow.close()),
  }

  return {
    storage,
    crash: () => reopen(() => Promise.resolve()),
    wipe() {
      kept = new Map()
      reopen(engine.wipe)
    },
    backUp() {
      if (engine.backUp === undefined) return
      keptThen = new Map(kept)
      bringBack = ask(engine.backUp)
    },
    restore() {
      if (bringBack === undefined) return false
      const back = bringBack
      kept = new Map(keptThen)
      reopen(async () => (await back)())
      return true
    },
    get recordsKept() {
      return [...kept.values()].reduce((sum, count) => sum + count, 0)
    },
    head: () =>
      ask(async (engineNow) => {
        const rooms = await Promise.all([...kept.keys()].map((room) => engineNow.load(room)))
        return Math.max(0, ...rooms.map((room) => room?.state.head ?? 0))
      }),
    async end() {
      await (await opened).close()
      await engine.wipe()
    },
  }
}
