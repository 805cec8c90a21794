import type { RuleDocument } from '#crdt-rules'
import * as Y from 'yjs'
import type { SessionKeys } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { createAllRules } from './all-rules.ts'
import type { Cast } from './cast.ts'
import { createChance } from './chance.ts'
import { createFewRules } from './few-rules.ts'
import { judgeLog } from './oracle.ts'
import { openMemoryDisk, type OpenDisk } from './relay-disk.ts'
import { createVirtualDevice, type VirtualDevice, type VirtualTab } from './virtual-device.ts'
import { createVirtualRelay } from './virtual-relay.ts'
import { createVirtualTime } from './virtual-time.ts'
import { createWitnesses } from './witnesses.ts'

/** How an evening went. */
export interface Outcome {
  readonly seed: number
  /** Everything that is wrong in the end, in sentences; empty when nothing is. */
  readonly wrongs: readonly string[]
  /** What happened, a line each; empty unless it was asked for. */
  readonly story: readonly string[]
  readonly deeds: number
}

export interface SeedOptions {
  readonly cast: Cast
  readonly crypto: CryptoSuite
  readonly withStory?: boolean
  /** Which game is played; left to chance when left out. */
  readonly rules?: 'few' | 'all'
  /** What the relay keeps its logs on; memory when left out. */
  readonly openDisk?: OpenDisk
}

const STEPS = 60
const LONG = { snapshots: { records: 3, bytes: 2_000, behind: 6, spreadMs: 1_500 } }
const YEAR_MS = 365 * 24 * 3600 * 1000
const HEALING_MS = 180_000
const AFTERMATH_MS = 32_000
/** Past the age from which a snapshot counts without anybody to vouch for it. */
const AGING_MS = 25_000
/** Records that the relay may keep of a long evening once everybody is there: by then snapshots stand in for the rest. */
const MOST_KEPT = 30

/** Plays one evening: random writes, accidents of every kind, then peace; and judges what is left. */
export async function runSeed(seed: number, options: SeedOptions): Promise<Outcome> {
  const evening = createEvening(seed, options)
  await evening.begin()
  for (let step = 0; step < STEPS; step += 1) await evening.step()
  const wrongs = await evening.end()
  await evening.cleanUp()
  return { seed, wrongs, story: evening.story, deeds: evening.deeds }
}

function createEvening(seed: number, options: SeedOptions) {
  const { cast, crypto, withStory = false, openDisk = openMemoryDisk } = options
  const chance = createChance(seed)
  const time = createVirtualTime()
  // Half of the evenings are like years: the log is cut short all the time.
  const isLong = chance.branch('length').happens(0.5)
  const relay = createVirtualRelay({
    time,
    chance: chance.branch('relay'),
    crypto,
    openDisk,
    ...(isLong ? { keeping: { keptRecords: 2, keptMs: 2_000, unattestedMs: 20_000 } } : {}),
  })
  // In some, disks are full for a while: the relay's, or that of a device.
  const isScarce = chance.branch('space').happens(0.2)
  const story: string[] = []
  const witnesses = createWitnesses()
  const { rules = chance.branch('rules').happens(0.3) ? 'all' : 'few' } = options
  const rulebook = rules === 'all' ? createAllRules() : createFewRules()
  const startMs = time.now()
  const devices = [
    addDevice('GM', cast.gm, ['table', 'gm']),
    ...cast.players
      .slice(0, 1 + chance.below(3))
      .map((keys, index) => addDevice(`Player ${index + 1}`, keys, ['table'])),
  ]

  function addDevice(
    name: string,
    keys: SessionKeys,
    documents: readonly DocumentName[],
  ): VirtualDevice {
    const clockErrorMs = chance.happens(0.15) ? YEAR_MS : chance.below(4000) - 2000
    const own = { clockErrorMs, chance: chance.branch(name), ...(isLong ? LONG : {}) }
    return createVirtualDevice({
      name,
      keys,
      documents,
      ...own,
      time,
      crypto,
      relay,
      openGame: rulebook.open,
    })
  }

  function tell(line: string): void {
    if (withStory) story.push(`${((time.now() - startMs) / 1000).toFixed(3)} s  ${line}`)
  }

  function allTabs(): readonly VirtualTab[] {
    return devices.flatMap(({ tabs }) => tabs)
  }

  async function openTab(device: VirtualDevice): Promise<VirtualTab> {
    const tab = await device.open()
    witnesses.watch(tab)
    tell(`${tab.name} is opened`)
    return tab
  }

  function act(): void {
    const device = chance.pick(devices)
    if (device.tabs.length === 0) return
    const tab = chance.pick(device.tabs)
    const document = chance.pick(device.documents)
    const id = `${document}-${witnesses.count + 1}`
    const move = rulebook.invent(document, id, chance)
    const game = tab.game(document)
    if (game === undefined) return
    let inWords: string
    try {
      inWords = move.perform(game, device === devices[0])
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`Seed ${seed}: ${tab.name} could not do ${id}: ${reason}`, { cause: error })
    }
    witnesses.add({ id, document, device, tab })
    if (chance.happens(0.3)) tab.session.urgent()
    tell(`${tab.name} writes ${inWords}`)
  }

  function losePower(device: VirtualDevice): void {
    device.losePower()
    witnesses.lostPower(device)
    tell(`${device.name} loses power`)
  }

  async function accident(): Promise<void> {
    const device = chance.pick(devices)
    const [tab] = device.tabs.length === 0 ? [] : [chance.pick(device.tabs)]
    const kind = chance.below(26)
    if (kind < 5 && tab !== undefined) {
      const state = chance.pick(['up', 'up', 'cut', 'cut', 'silent'] as const)
      tab.cable.set(state)
      tell(`the cable of ${tab.name} is ${state}`)
    } else if (kind < 10 && device.tabs.length < 2) {
      await openTab(device)
    } else if (kind < 13 && tab !== undefined) {
      tell(`${tab.name} is killed`)
      tab.kill()
    } else if (kind < 15 && tab !== undefined) {
      tell(`${tab.name} is closed`)
      void tab.close()
    } else if (kind < 17 && tab !== undefined) {
      losePower(device)
    } else if (kind < 20) {
      if (relay.isRunning) relay.kill()
      else relay.start()
      tell(relay.isRunning ? 'the relay starts' : 'the relay is killed')
    } else if (kind === 20) {
      relay.backUp()
      witnesses.backedUp()
      tell('the relay is backed up')
    } else if (kind === 21 && chance.happens(0.5)) {
      if (relay.restore()) {
        witnesses.restored(devices)
        tell('the relay goes back to its backup')
      }
    } else if (kind === 22 && chance.happens(0.25)) {
      relay.wipe()
      witnesses.wiped(devices)
      tell('the relay loses everything')
    } else if (kind === 23 && isScarce) {
      relay.isFull = !relay.isFull
      tell(`the disk of the relay ${relay.isFull ? 'is full' : 'has space again'}`)
    } else if (kind === 24 && isScarce) {
      device.isFull = !device.isFull
      tell(`the disk of ${device.name} ${device.isFull ? 'is full' : 'has space again'}`)
    } else {
      await time.pass(chance.below(20_000))
    }
  }

  async function heal(): Promise<boolean> {
    tell('everything is mended')
    relay.isFull = false
    for (const device of devices) device.isFull = false
    relay.start()
    for (const tab of allTabs()) tab.cable.set('up')
    for (const device of devices) if (device.tabs.length === 0) await openTab(device)
    await time.passUntil(
      () => allTabs().every((tab) => isAtRest(tab) || isRefused(tab)),
      HEALING_MS,
    )
    // A device whose disk forgot that it was ever in waits for one that knows the room.
    for (const tab of allTabs()) if (isRefused(tab)) tab.kill()
    for (const device of devices) if (device.tabs.length === 0) await openTab(device)
    return time.passUntil(() => allTabs().every(isAtRest), HEALING_MS)
  }

  /** Play goes on with everybody there, long enough for the log to be cut. */
  async function playOn(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 8; count += 1) {
        act()
        await time.pass(300)
      }
      await time.pass(AGING_MS)
    }
  }

  function judgeDocument(document: DocumentName, tabs: readonly VirtualTab[]): readonly string[] {
    const games = tabs.flatMap((tab) => {
      const game = tab.game(document)
      return game === undefined ? [] : [{ tab, game }]
    })
    const [first, ...others] = games
    if (first === undefined) return [`Nobody has the document ${document}.`]
    const lost = judgeLog(first.game, witnesses.safe(document))
    const wrongs = [...lost, ...rulebook.judge(document, first.game)]
    for (const { tab, game } of others) {
      if (!isSame(first.game, game)) {
        return [...wrongs, `${tab.name} and ${first.tab.name} differ in ${document}.`]
      }
    }
    return wrongs
  }

  return {
    story,
    get deeds() {
      return witnesses.count
    },
    async begin() {
      for (const device of devices) {
        const tab = await openTab(device)
        await time.passUntil(() => isAtRest(tab), HEALING_MS)
      }
      await time.pass(500)
    },
    async step() {
      if (chance.happens(0.72)) act()
      else await accident()
      await time.pass(chance.happens(0.3) ? chance.below(2000) : chance.below(60))
    },
    cleanUp: relay.end,
    async end(): Promise<readonly string[]> {
      const wrongs: string[] = []
      if (!(await heal())) wrongs.push(...allTabs().flatMap(restlessness))
      if (isLong) await playOn()
      await time.pass(AFTERMATH_MS)
      if (!(await time.passUntil(() => allTabs().every(isAtRest), HEALING_MS))) {
        wrongs.push('After all was at rest, something started again and did not end.')
      }
      if (isLong && relay.recordsKept > MOST_KEPT) {
        wrongs.push(`The relay keeps ${relay.recordsKept} records that snapshots stand in for.`)
      }
      const joiner = addDevice('Joiner', cast.joiner, ['table'])
      const joined = await openTab(joiner)
      if (!(await time.passUntil(() => isAtRest(joined), HEALING_MS))) {
        wrongs.push(`The late joiner never gets in step: ${restlessness(joined).join(' ')}`)
      }
      for (const { name, session } of [...allTabs(), joined]) {
        const { counts, notice } = session.status
        const { drifts, forks, gaps } = counts
        if (drifts > 0) wrongs.push(`${name} found a document that drifted.`)
        if (notice?.code === 'lacking') wrongs.push(`${name} lacks what the relay should have.`)
        if (forks + gaps > 0) wrongs.push(`${name} suspects an honest relay.`)
      }
      wrongs.push(...judgeDocument('table', [...allTabs(), joined]))
      wrongs.push(...judgeDocument('gm', devices[0]?.tabs ?? []))
      for (const tab of [...allTabs(), joined]) tab.kill()
      relay.kill()
      await time.pass(1)
      return [...wrongs, ...relay.brokenPromises]
    },
  }
}

function isAtRest({ session, game }: VirtualTab): boolean {
  const { link, waiting } = session.status
  return link.state === 'synced' && waiting === 0 && game('table') !== undefined
}

function isRefused({ session }: VirtualTab): boolean {
  return session.status.link.state === 'refused'
}

function restlessness(tab: VirtualTab): readonly string[] {
  if (isAtRest(tab)) return []
  return [`${tab.name} does not come to rest: ${JSON.stringify(tab.session.status)}.`]
}

function isSame(left: RuleDocument, right: RuleDocument): boolean {
  return (
    Y.equalSnapshots(Y.snapshot(left.doc), Y.snapshot(right.doc)) &&
    left.doc.store.pendingStructs === null &&
    right.doc.store.pendingStructs === null &&
    valuesOf(left) === valuesOf(right)
  )
}

function valuesOf(game: RuleDocument): string {
  return JSON.stringify(game.paths('').map((path) => [path, game.read(path)]))
}
