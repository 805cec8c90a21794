import type { DocumentName } from '../names.ts'
import { deedsIn } from './deed-log.ts'
import type { VirtualDevice, VirtualTab } from './virtual-device.ts'

/** Who knows of every deed of an evening: its author's device, the relay, other devices. */
export interface Witnesses {
  readonly count: number
  /** The deeds in a document that must survive: a device has them stored, or the relay acknowledged them and still is that relay. */
  safe(document: DocumentName): readonly string[]
  /** From now on what this tab says about where its game is saved is believed. */
  watch(tab: VirtualTab): void
  /** A deed was done in a tab just now. */
  add(deed: Done): void
  /** The power of a device went: its disk may have forgotten the newest. */
  lostPower(device: VirtualDevice): void
  backedUp(): void
  /** The relay went back to its backup. */
  restored(devices: readonly VirtualDevice[]): void
  /** The relay lost everything. */
  wiped(devices: readonly VirtualDevice[]): void
}

interface Done {
  readonly id: string
  readonly document: DocumentName
  readonly device: VirtualDevice
  readonly tab: VirtualTab
}

interface Entry extends Done {
  /** How many commits its author's device had taken when it had it. */
  storedAt: number | undefined
  /** Its author was told that the relay has it, and the relay was not brought back to before that. */
  isAcknowledged: boolean
  isBackedUp: boolean
  /** Devices that had read it, and stored it, when a relay forgot it. */
  readonly keepers: Set<VirtualDevice>
}

/** Nobody has done anything yet. */
export function createWitnesses(): Witnesses {
  const entries: Entry[] = []
  /** Counts how often the relay was brought back: what a connection of before was told is not about this one. */
  let relayLife = 0

  function forget(devices: readonly VirtualDevice[], isLeft: (entry: Entry) => boolean): void {
    relayLife += 1
    const forgotten = entries.filter((entry) => entry.isAcknowledged && !isLeft(entry))
    for (const entry of forgotten) entry.isAcknowledged = false
    if (forgotten.length === 0) return
    for (const device of devices) for (const tab of device.tabs) keep(device, tab, forgotten)
  }

  /** Whatever a tab shows is on its device soon, and from there on the relay again. */
  function keep(device: VirtualDevice, tab: VirtualTab, forgotten: readonly Entry[]): void {
    const shown = new Set(device.documents.flatMap((document) => deedsShown(tab, document)))
    const kept = forgotten.filter(({ id }) => shown.has(id))
    if (kept.length === 0) return
    void tab.stored().then(() => kept.forEach(({ keepers }) => keepers.add(device)))
  }

  return {
    get count() {
      return entries.length
    },
    safe: (document) =>
      entries.flatMap((entry) => {
        const { storedAt, isAcknowledged, keepers } = entry
        const isSafe = storedAt !== undefined || isAcknowledged || keepers.size > 0
        return entry.document === document && isSafe ? [entry.id] : []
      }),
    watch(tab) {
      let heardIn: number | undefined
      tab.session.onStatus(({ link, waiting }) => {
        if (link.state !== 'synced') heardIn = undefined
        else heardIn ??= relayLife
        if (waiting > 0 || heardIn !== relayLife) return
        for (const entry of entries) if (entry.tab === tab) entry.isAcknowledged = true
      })
    },
    add(done) {
      const fresh = { storedAt: undefined, isAcknowledged: false, isBackedUp: false }
      const entry: Entry = { ...done, ...fresh, keepers: new Set() }
      entries.push(entry)
      void done.tab.stored().then((commits) => {
        entry.storedAt = commits
      })
    },
    lostPower(device) {
      for (const entry of entries) {
        entry.keepers.delete(device)
        if (entry.device !== device || entry.storedAt === undefined) continue
        if (entry.storedAt > device.commits) entry.storedAt = undefined
      }
    },
    backedUp() {
      for (const entry of entries) entry.isBackedUp = entry.isAcknowledged
    },
    restored: (devices) => forget(devices, ({ isBackedUp }) => isBackedUp),
    wiped: (devices) => forget(devices, () => false),
  }
}

function deedsShown(tab: VirtualTab, document: DocumentName): readonly string[] {
  const game = tab.game(document)
  return game === undefined ? [] : deedsIn(game)
}
