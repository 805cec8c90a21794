import type { RuleDocument } from '#crdt-rules'
import type { SessionKeys } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { openSession } from '../session.ts'
import type { SnapshotThresholds } from '../snapshots/snapshot-keeper.ts'
import { createCarefulStore } from '../store/careful-store.ts'
import type { DeviceStore } from '../store/device-store.ts'
import type { Release } from '../store/locks.ts'
import type { SyncSession } from '../sync-session.ts'
import type { Chance } from './chance.ts'
import { openGame as openFewRules } from './game.ts'
import type { Rulebook } from './rulebook.ts'
import { createVirtualDisk } from './virtual-disk.ts'
import { createCable, type RelayEnd, type VirtualCable } from './virtual-network.ts'
import type { VirtualTime } from './virtual-time.ts'

/** A device of somebody: one disk, any number of tabs. */
export interface VirtualDevice {
  readonly name: string
  readonly documents: readonly DocumentName[]
  readonly tabs: readonly VirtualTab[]
  open(): Promise<VirtualTab>
  /** The power goes: every tab dies, and the newest writes may be lost. */
  losePower(): void
  /** Whether its disk takes nothing more. */
  isFull: boolean
  /** How many commits its disk holds. */
  readonly commits: number
}

export interface VirtualTab {
  readonly name: string
  readonly session: SyncSession
  readonly cable: VirtualCable
  /** Undefined until it is loaded. */
  game(document: DocumentName): RuleDocument | undefined
  /** What was written until now is on the disk; answers how many commits that has taken. Never, when the tab dies first. */
  stored(): Promise<number>
  /** What it writes reaches the disk so many milliseconds later. */
  slowDisk(byMs: number): void
  /** Closed by its person: what was written is put away first. */
  close(): Promise<void>
  /** The process is gone from one moment to the next. */
  kill(): void
}

/** A device that is switched on, without a tab yet. `clockErrorMs`: how wrong its clock is. */
export function createVirtualDevice(options: {
  readonly name: string
  readonly keys: SessionKeys
  readonly documents: readonly DocumentName[]
  readonly clockErrorMs: number
  readonly time: VirtualTime
  readonly chance: Chance
  readonly crypto: CryptoSuite
  readonly relay: RelayEnd
  readonly snapshots?: SnapshotThresholds
  readonly openGame?: Rulebook['open']
}): VirtualDevice {
  const { snapshots, openGame = openFewRules } = options
  const { name, keys, documents, clockErrorMs, time, chance, crypto, relay } = options
  const disk = createVirtualDisk({ time, chance: chance.branch('disk') })
  const locks = new Map<string, string>()
  let tabs: VirtualTab[] = []
  const closing = new Set<VirtualTab>()
  let opened = 0

  function hold(lock: string, owner: string): Promise<Release | undefined> {
    if (locks.has(lock)) return Promise.resolve(undefined)
    locks.set(lock, owner)
    return Promise.resolve(() => {
      if (locks.get(lock) === owner) locks.delete(lock)
    })
  }

  async function open(): Promise<VirtualTab> {
    opened += 1
    const tabName = `${name}, tab ${opened}`
    const hands = disk.open()
    const cable = createCable({ time, chance: chance.branch(`cable ${opened}`), relay })
    const dice = chance.branch(`tab ${opened}`)
    let isAlive = true

    function schedule(delayMs: number, run: () => void): () => void {
      return time.schedule(delayMs, () => {
        if (isAlive) run()
      })
    }
    const store = createCarefulStore(hands.store, { schedule })
    const session = openSession({
      keys,
      relayUrl: 'ws://relay.test/ws',
      world: {
        store,
        openCache: hands.openCache,
        locks: { hold: (lock) => hold(lock, tabName) },
        connect(url, listener) {
          return cable.connect(url, {
            message: (bytes) => {
              if (isAlive) listener.message(bytes)
            },
            closed: (code) => {
              if (isAlive) listener.closed(code)
            },
          })
        },
        crypto,
        random: (length) => dice.bytes(length),
        now: () => time.now() + clockErrorMs,
        schedule,
        onOnline: () => () => undefined,
        ...(snapshots === undefined ? {} : { snapshots }),
      },
    })
    const games = new Map<DocumentName, RuleDocument>()
    for (const document of documents) {
      session.open(document).then(
        ({ doc }) =>
          games.set(
            document,
            openGame(doc, () => session.now()),
          ),
        (error: unknown) => {
          if (tabs.includes(tab)) throw error
        },
      )
    }
    const tab: VirtualTab = {
      name: tabName,
      session,
      cable,
      game: (document) => games.get(document),
      async stored() {
        await store.commit([])
        if (store.saved.state !== 'device') await savedAgain(store)
        return disk.commits
      },
      slowDisk: hands.slow,
      async close() {
        tabs = tabs.filter((other) => other !== tab)
        closing.add(tab)
        await session.stop()
        closing.delete(tab)
        isAlive = false
        hands.crash()
      },
      kill() {
        tabs = tabs.filter((other) => other !== tab)
        isAlive = false
        hands.crash()
        cable.set('cut')
        void session.stop()
        for (const [lock, owner] of locks) if (owner === tabName) locks.delete(lock)
      },
    }
    tabs = [...tabs, tab]
    return tab
  }

  return {
    name,
    documents,
    get tabs() {
      return tabs
    },
    open,
    get isFull() {
      return disk.isFull
    },
    set isFull(next) {
      disk.isFull = next
    },
    get commits() {
      return disk.commits
    },
    losePower() {
      for (const tab of [...tabs, ...closing]) tab.kill()
      closing.clear()
      disk.losePower()
    },
  }
}

function savedAgain(store: DeviceStore): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.onSaved(() => {
      stop()
      resolve()
    })
  })
}
