import {
  bytesEqual,
  tabIdFromBytes,
  type Ack,
  type Limits,
  type Nack,
  type NackItem,
  type RoomId,
  type SealedRecord,
  type TabId,
} from '#relay/wire'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import type { Schedule } from '../schedule.ts'
import type { Payload } from '../sealing/payload.ts'
import type { Place, RecordSealer } from '../sealing/record-sealer.ts'
import type { SyncNotice } from '../status.ts'
import { drop, type Change, type DeviceStore } from '../store/device-store.ts'
import { outgoingRow, waitingRow } from './outbox-rows.ts'
import type { OutgoingRecord, WaitingChange } from './outbox-rows.ts'
import { sealChanges } from './seal-changes.ts'
import { createWriterMarks, type Writer } from './writer-marks.ts'

/** Keeps what was written here until the log has it, and sends it when there is a relay. */
export interface Outbox {
  /** Takes an update in the turn it was made; it is stored at once and sealed at the next flush. */
  append(document: DocumentName, update: Uint8Array, writer?: Writer): void
  /** What waits goes out now. */
  urgent(): void
  /** A document is written under an id that was used before, and marked when it was leased. */
  leased(document: DocumentName, writer: Pick<Writer, 'client' | 'clock'>): void
  /** The row for the commit that gives a client id back. */
  closed(document: DocumentName, writer: Pick<Writer, 'client' | 'clock'>): Change
  /** The page is hidden and may be gone at any time: from now on nothing is sent that is not stored. */
  hidden(): void
  /** A relay takes records from now on. */
  connected(limits: Limits, send: (records: readonly Uint8Array[]) => void): void
  disconnected(): void
  acknowledged(ack: Ack): void
  refused(nack: Nack): void
  /** The log has shown a record of this device: the change that drops its row, for the commit that stores what it said. */
  shown(tab: TabId, ctr: number): readonly Change[]
  /** What exactly these bytes were sealed from, when this tab did that and all of an update is in them. */
  sealedAs(place: Pick<SealedRecord, 'tab' | 'ctr'>, bytes: Uint8Array): Payload | undefined
  /** Takes over what a dead tab left behind; `done` goes into the same commit. */
  adopt(deadTab: string, done: readonly Change[]): Promise<void>
  /** Starts anew for a log that lacks these updates: what was on its way is replaced by them. Answers the commit's changes. */
  replace(updates: readonly { document: DocumentName; update: Uint8Array }[]): readonly Change[]
  /** Changes that the relay has not acknowledged. */
  readonly waiting: number
  /** Why something is not sent; undefined when all is well. */
  /** Changes that this device may not make, or that the relay refused: they stay here. */
  readonly kept: number
  readonly problem: SyncNotice | undefined
  /** Whether records are between this device and the relay right now. */
  readonly isInFlight: boolean
  stop(): void
}

const FLUSH_MS = 50
const TOO_FAST_MS = 1_000
const ROOM_FULL_MS = 30_000
const MOST_IN_FLIGHT = 64
const MESSAGE_SLACK_BYTES = 1_024

/** An outbox of one tab of one device. */
export function createOutbox(options: {
  readonly room: RoomId
  /** Under which name this tab keeps its rows. */
  readonly tabName: string
  readonly store: DeviceStore
  readonly sealer: RecordSealer
  readonly random: RandomBytes
  readonly schedule: Schedule
  readonly now: () => number
  readonly seen: () => Place['seen']
  readonly canWrite: (document: DocumentName) => boolean
  /** Told in the turn in which another tab's changes come in here: what is open may have been loaded before they were stored. */
  readonly onAdopted: (changes: readonly { document: DocumentName; update: Uint8Array }[]) => void
  readonly onChange: () => void
}): Outbox {
  const { room, tabName, store, sealer, random, schedule, now, seen, canWrite, onChange } = options
  const marks = createWriterMarks(room, store)
  let tab = newTab()
  let lastCtr = 0
  let lastNumber = 0
  /** Made here, neither sealed nor refused. */
  let waiting: WaitingChange[] = []
  /** Taken by the flush that is under way. */
  let sealing: readonly WaitingChange[] = []
  /** How many changes were made where this device may not write: said, and never sent. */
  let kept = 0
  let outgoing: OutgoingRecord[] = []
  let link: { limits: Limits; send: (records: readonly Uint8Array[]) => void } | undefined
  let generation = 0
  let isFlushing = false
  /** Something that must not wait was written while others were being sealed. */
  let isUrgent = false
  let lastFlushMs = Number.NEGATIVE_INFINITY
  let cancelFlush: (() => void) | undefined
  let cancelPause: (() => void) | undefined
  let problem: SyncNotice | undefined

  function newTab(): TabId {
    return tabIdFromBytes(random(8))
  }

  function addWaiting(document: DocumentName, update: Uint8Array, sole?: number): WaitingChange {
    lastNumber += 1
    const change = { key: [room, tabName, lastNumber], document, update, sole }
    if (canWrite(document)) waiting.push(change)
    else {
      kept += 1
      problem = { code: 'notYours' }
    }
    return change
  }

  function planFlush(): void {
    if (link === undefined || isFlushing || cancelFlush !== undefined || waiting.length === 0)
      return
    const delayMs = isUrgent ? 0 : Math.max(0, lastFlushMs + FLUSH_MS - now())
    cancelFlush = schedule(delayMs, () => {
      cancelFlush = undefined
      void flush()
    })
  }

  async function flush(): Promise<void> {
    if (link === undefined || isFlushing || waiting.length === 0) return
    cancelFlush?.()
    cancelFlush = undefined
    isFlushing = true
    isUrgent = false
    lastFlushMs = now()
    const at = generation
    sealing = waiting
    waiting = []
    try {
      const { limits } = link
      const nextCtr = () => (lastCtr += 1)
      const own = { room, tabName, tab, sealer, limits, seen: seen(), nextCtr }
      const sealed = await sealChanges(sealing, own)
      if (at === generation) {
        if (marks.allow(sealing)) void store.commit(rowsOf(sealing, sealed))
        else await storeFirst(sealing, sealed)
      }
      if (at === generation) outgoing.push(...sealed)
      else await takeBack(sealed)
    } finally {
      sealing = []
      isFlushing = false
    }
    pump()
    onChange()
    planFlush()
  }

  /** Strict: what leaves this device must not be forgotten by it, or its client ids would be used twice. */
  async function storeFirst(
    changes: readonly WaitingChange[],
    sealed: readonly OutgoingRecord[],
  ): Promise<void> {
    const mark = marks.mark(changes)
    await store.commit([...rowsOf(changes, sealed), ...mark.rows], 'strict')
    mark.stored()
  }

  function rowsOf(changes: readonly WaitingChange[], sealed: readonly OutgoingRecord[]): Change[] {
    return [...changes.map(({ key }) => drop('waiting', key)), ...sealed.map(outgoingRow)]
  }

  /** The numbers were given up while sealing: what was not replaced meanwhile waits again. */
  async function takeBack(sealed: readonly OutgoingRecord[]): Promise<void> {
    const again = sealing
    waiting = [...again, ...waiting]
    await store.commit([
      ...sealed.map(({ key }) => drop('outgoing', key)),
      ...again.map(waitingRow),
    ])
  }

  function pump(): void {
    if (link === undefined || cancelPause !== undefined) return
    let inFlight = outgoing.filter(({ progress }) => progress === 'sent').length
    let batch: Uint8Array[] = []
    let batchBytes = 0
    const { limits, send } = link
    for (const entry of outgoing) {
      if (entry.progress !== 'here') continue
      if (inFlight >= MOST_IN_FLIGHT) break
      if (batchBytes + entry.record.length > limits.messageBytes - MESSAGE_SLACK_BYTES) {
        send(batch)
        batch = []
        batchBytes = 0
      }
      entry.progress = 'sent'
      inFlight += 1
      batch.push(entry.record)
      batchBytes += entry.record.length + 4
    }
    if (batch.length > 0) send(batch)
  }

  function pause(delayMs: number): void {
    cancelPause?.()
    cancelPause = schedule(delayMs, () => {
      cancelPause = undefined
      pump()
    })
  }

  function handleRefusal(author: TabId, item: NackItem): void {
    const entries = outgoing.filter((entry) => entry.tab === author)
    switch (item.reason) {
      case 'gap':
      case 'too-fast': {
        if (item.reason === 'too-fast') pause(TOO_FAST_MS)
        if (entries.some((entry) => entry.ctr === item.expectedCtr)) {
          for (const entry of entries) {
            if (entry.ctr >= item.expectedCtr && entry.progress === 'sent') entry.progress = 'here'
          }
        } else sealAgain(author)
        break
      }
      case 'room-full':
        problem = { code: 'relayFull' }
        for (const entry of entries) if (entry.progress === 'sent') entry.progress = 'here'
        pause(ROOM_FULL_MS)
        break
      case 'reused':
      case 'too-large':
        sealAgain(author)
        break
      case 'not-allowed':
      case 'not-author':
        problem = { code: 'writeRefused' }
        refuse(author, item.ctr)
        sealAgain(author)
        break
      default:
        item.reason satisfies never
    }
  }

  /** Numbers that the relay does not take are never used for something else: a fresh tab id starts at 1. */
  function sealAgain(author: TabId): void {
    const again = outgoing.filter(
      (entry) => entry.tab === author && entry.progress !== 'acknowledged',
    )
    outgoing = outgoing.filter((entry) => !again.includes(entry))
    if (author === tab) {
      generation += 1
      tab = newTab()
      lastCtr = 0
    }
    const whole = again.filter((entry) => entry.update.length > 0)
    const changes = whole.map((entry) => addWaiting(entry.document, entry.update))
    const dropped = again.map(({ key }) => drop('outgoing', key))
    void store.commit([...dropped, ...changes.map(waitingRow)])
    planFlush()
  }

  function refuse(author: TabId, ctr: number): void {
    const entry = outgoing.find((each) => each.tab === author && each.ctr === ctr)
    if (entry === undefined) return
    outgoing = outgoing.filter((each) => each !== entry)
    kept += Math.max(1, entry.changes)
  }

  return {
    append(document, update, writer) {
      const change = addWaiting(
        document,
        update,
        writer?.isSole === true ? writer.client : undefined,
      )
      const noted = writer === undefined ? [] : [marks.note(document, writer)]
      void store.commit([waitingRow(change), ...noted])
      planFlush()
      onChange()
    },
    urgent() {
      isUrgent ||= isFlushing
      void flush()
    },
    leased: marks.leased,
    closed: marks.close,
    hidden() {
      // Strict: without its mark an id counts as stored, all of it; and what the store was about to write is written.
      void store.commit(marks.withdraw(), 'strict')
    },
    connected(limits, send) {
      link = { limits, send }
      pump()
      planFlush()
    },
    disconnected() {
      link = undefined
      cancelFlush?.()
      cancelFlush = undefined
      for (const entry of outgoing) if (entry.progress === 'sent') entry.progress = 'here'
    },
    acknowledged({ items }) {
      const known = new Map(outgoing.map((entry) => [`${entry.tab}${entry.ctr}`, entry]))
      for (const { tab: author, ctr } of items) {
        const entry = known.get(`${author}${ctr}`)
        if (entry !== undefined) entry.progress = 'acknowledged'
      }
      if (kept === 0) problem = undefined
      pump()
      onChange()
    },
    refused({ items }) {
      const first = new Map<TabId, NackItem>()
      for (const item of items) if (!first.has(item.tab)) first.set(item.tab, item)
      for (const [author, item] of first) handleRefusal(author, item)
      pump()
      onChange()
    },
    shown(author, ctr) {
      const entry = outgoing.find((each) => each.tab === author && each.ctr === ctr)
      if (entry === undefined) return []
      outgoing = outgoing.filter((each) => each !== entry)
      onChange()
      return [drop('outgoing', entry.key)]
    },
    sealedAs({ tab: author, ctr }, bytes) {
      const entry = outgoing.find((each) => each.tab === author && each.ctr === ctr)
      if (entry?.isWhole !== true || !bytesEqual(entry.record, bytes)) return undefined
      return { document: entry.document, part: 0, parts: 1, bytes: entry.update }
    },
    async adopt(deadTab, done) {
      const records = await store.list('outgoing', [room, deadTab])
      const left = await store.list('waiting', [room, deadTab])
      // Sealed anew: what was sealed before may name a history that the relay no longer has. If the log knows it
      // already, saying it twice changes nothing.
      const whole = [...records, ...left].filter(({ value }) => value.update.length > 0)
      const changes = whole.map(({ value }) => addWaiting(value.document, value.update))
      options.onAdopted(changes)
      await store.commit([
        ...records.map(({ key }) => drop('outgoing', key)),
        ...left.map(({ key }) => drop('waiting', key)),
        ...changes.map(waitingRow),
        ...done,
      ])
      planFlush()
      onChange()
    },
    replace(updates) {
      generation += 1
      const dropped = [
        ...[...waiting, ...sealing].map(({ key }): Change => drop('waiting', key)),
        ...outgoing.map(({ key }): Change => drop('outgoing', key)),
      ]
      tab = newTab()
      lastCtr = 0
      waiting = []
      sealing = []
      outgoing = []
      const changes = updates.map(({ document, update }) => addWaiting(document, update))
      planFlush()
      onChange()
      return [...dropped, ...changes.map(waitingRow)]
    },
    get waiting() {
      const sealed = outgoing.filter(({ progress }) => progress !== 'acknowledged')
      return waiting.length + sealing.length + sealed.reduce((sum, { changes }) => sum + changes, 0)
    },
    get kept() {
      return kept
    },
    get problem() {
      return problem
    },
    get isInFlight() {
      return outgoing.some(({ progress }) => progress === 'sent')
    },
    stop() {
      this.disconnected()
      cancelPause?.()
    },
  }
}
