import { summarise, summariseDocument } from '#crdt-rules'
import type { RoomId } from '#relay/wire'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import type { Schedule } from '../schedule.ts'
import { drop, put, type Change, type DeviceStore, type Key } from '../store/device-store.ts'
import type { Locks } from '../store/locks.ts'
import type { Writer } from '../log/writer-marks.ts'
import type { ArrivedUpdate } from './arrived-update.ts'
import { isKept, leaseClientId, type ClientIdLease } from './client-id.ts'
import { createCoverage, type Coverage } from './coverage.ts'
import type { OpenCache } from './document-cache.ts'
import {
  cacheName,
  loadDocument,
  writtenRows,
  type LoadedDocument,
  type StoredRows,
} from './load-document.ts'
import { leansBeyond } from './leans-beyond.ts'
import { mirrorsLog } from './mirrors-log.ts'
import { updatesBeyond } from './updates-beyond.ts'
import { openTabChannel, type TabChannel } from './tab-channel.ts'
import { KEEP_ALIVE, updateMessage, virtualSocketClass } from './virtual-socket.ts'

/** A document that is open: edits go to the outbox in the same turn, what arrives is merged in. */
export interface LiveDocument {
  readonly name: DocumentName
  /** Rejects when the document was closed before it was loaded. */
  readonly ready: Promise<Y.Doc>
  /** Merges updates from the log, in log order, or from another tab's outbox, as one transaction. */
  arrived(updates: readonly ArrivedUpdate[]): void
  /** Whether something from the log waits for what is not here. Only when ready. */
  readonly isHeldUp: boolean
  /** All of the log was read: what it lacks and nobody is about to send goes to the outbox. */
  sendRest(): Promise<void>
  /** What the document has and a log of this coverage lacks. Only when ready. */
  beyond(coverage: Coverage): readonly Uint8Array[]
  /**
   * Reads the document when it holds exactly what the log has shown so far: nothing of it is in an outbox or on its
   * way to one, nothing of the log is held up. Undefined otherwise.
   */
  readAsLogged<Answer>(read: (doc: Y.Doc) => Answer): Promise<Answer | undefined>
  close(): Promise<void>
}

export interface LiveDocumentOptions {
  readonly name: DocumentName
  readonly room: RoomId
  readonly device: string
  readonly tab: string
  readonly store: DeviceStore
  readonly openCache: OpenCache
  readonly locks: Locks
  readonly random: RandomBytes
  readonly schedule: Schedule
  readonly isAlone: () => Promise<boolean>
  /** Takes over what dead tabs left: it comes before anything written under a client id of theirs. */
  readonly adoptDeadTabs: () => Promise<void>
  /** Puts an update made here into the outbox, in the same turn. */
  readonly written: (update: Uint8Array, writer: Writer) => void
  /** The client id was used before, and is marked: what is written under it may leave before it is stored. */
  readonly leased: (writer: Pick<Writer, 'client' | 'clock'>) => void
  /** All that was written under a client id is stored, and the id given back: the row that says so. */
  readonly closed: (writer: Pick<Writer, 'client' | 'clock'>) => Change
  /** The device lacks something of the document that it once had. */
  readonly onIncomplete: () => void
  /** This device's copy cannot be opened. */
  readonly onCopyClosed: () => void
}

const KEEP_ALIVE_MS = 15_000
const OTHER_TAB_MS = 10_000
const TRIM_MS = 5_000
const TRIM_AT_ROWS = 200

/** Opens a document. */
export function openLiveDocument(options: LiveDocumentOptions): LiveDocument {
  const { name, room, device, tab, store, openCache, schedule } = options
  const early: ArrivedUpdate[] = []
  const uncounted: Uint8Array[] = []
  let rows: StoredRows = { arrived: [], covered: [] }
  let loaded: LoadedDocument | undefined
  let lease: ClientIdLease | undefined
  let provider: WebsocketProvider | undefined
  let deliver: ((message: Uint8Array) => void) | undefined
  let tabs: TabChannel | undefined
  let hearsTabs = false
  let isDelivering = false
  let isClosed = false
  let isTrimming = false
  let cancelKeepAlive = () => {}
  let cancelOtherTab: (() => void) | undefined
  let cancelTrim: (() => void) | undefined

  async function load(): Promise<Y.Doc> {
    const found = await loadDocument({ store, openCache, room, device, document: name })
    loaded = found
    rows = found.rows
    const { doc } = found
    if (!found.hasCopy) options.onCopyClosed()
    lease = await leaseClientId({ ...options, document: name, doc })
    await options.adoptDeadTabs()
    if (isClosed) throw new Error(`${name} was closed before it was loaded.`)
    doc.clientID = lease.client
    if (lease.isMarked) options.leased({ ...lease, clock: Y.getState(doc.store, lease.client) })
    if (lacksCovered(found)) options.onIncomplete()
    await attach(doc)
    merge(early.splice(0))
    keepAlive()
    if (rows.arrived.length > 0) planTrim()
    return doc
  }

  function attach(doc: Y.Doc): Promise<void> {
    const WebSocketPolyfill = virtualSocketClass({
      stateVector: () => countedCoverage().stateVector(),
      written: (update) => {
        // A record that builds on another tab's unsent edit might wait for it for ever, should that tab die and the
        // power go: so what is built on goes along.
        if (hearsTabs && leansBeyond(update, countedCoverage())) writtenBeyond(countedCoverage())
        else written(update, true)
      },
      offered: (update) => {
        if (!isCovered(update)) writtenBeyond(countedCoverage())
      },
      attached: (open) => {
        deliver = open
      },
    })
    const made = new WebsocketProvider('dungeon-lab:/', cacheName(room, device, name), doc, {
      WebSocketPolyfill,
      awareness: createSilentAwareness(doc),
      connect: false,
      disableBc: true,
    })
    provider = made
    tabs = openTabChannel({
      name: cacheName(room, device, name),
      doc,
      apply: (update) => Y.applyUpdate(doc, update, made),
    })
    doc.on('update', noticeOtherTab)
    return new Promise((resolve) => {
      made.once('sync', () => resolve())
      made.connect()
    })
  }

  function written(update: Uint8Array, isSole: boolean): void {
    if (loaded === undefined) return
    uncounted.push(update)
    tabs?.tell(update)
    const client = loaded.doc.clientID
    options.written(update, { client, clock: Y.getState(loaded.doc.store, client), isSole })
  }

  function writtenBeyond(safe: Coverage): void {
    if (loaded === undefined) return
    for (const missing of updatesBeyond(loaded, safe)) written(missing, false)
  }

  function countedCoverage() {
    if (loaded === undefined) throw new Error('A document is used before it is loaded.')
    for (const update of uncounted.splice(0)) {
      const summary = summarise(update)
      if (summary !== undefined) loaded.coverage.add(summary)
    }
    return loaded.coverage
  }

  function isCovered(update: Uint8Array): boolean {
    const summary = summarise(update)
    return summary === undefined || countedCoverage().covers(summary)
  }

  function merge(updates: readonly ArrivedUpdate[]): void {
    if (loaded === undefined || provider === undefined) return
    const { doc, gate, coverage, logged } = loaded
    for (const { summary, row } of updates) {
      coverage.add(summary)
      if (row !== undefined) logged.add(summary)
    }
    rows = { ...rows, arrived: [...rows.arrived, ...updates] }
    isDelivering = true
    try {
      Y.transact(
        doc,
        () => gate.pass(updates, (update) => deliver?.(updateMessage(update))),
        provider,
        false,
      )
    } finally {
      isDelivering = false
    }
    tabs?.grew()
    if (rows.arrived.length >= TRIM_AT_ROWS) planTrim()
  }

  // Another tab's edits count as remote: that tab sends them. Should it die before it could store them, they would
  // stay on this device only; so look once the dust has settled.
  function noticeOtherTab(_update: Uint8Array, origin: unknown): void {
    if (origin !== provider || isDelivering) return
    hearsTabs = true
    if (cancelOtherTab !== undefined) return
    cancelOtherTab = schedule(OTHER_TAB_MS, () => {
      cancelOtherTab = undefined
      void sendWhatNobodySends()
    })
  }

  /**
   * What is here and neither in the log that this tab has read nor in an outbox. An edit that another tab had sent when
   * this one loaded is there no more when the relay went back behind it: then only this tab has it.
   */
  async function sendWhatNobodySends(): Promise<void> {
    if (loaded === undefined) return
    const here = summariseDocument(loaded.doc)
    const inOutbox = await writtenRows(store, room, name)
    if (isClosed) return
    const safe = createCoverage(loaded.logged.encode())
    for (const update of inOutbox) {
      const summary = summarise(update)
      if (summary !== undefined) safe.add(summary)
    }
    if (!safe.covers(here)) writtenBeyond(safe)
  }

  function keepAlive(): void {
    cancelKeepAlive = schedule(KEEP_ALIVE_MS, () => {
      deliver?.(KEEP_ALIVE)
      keepAlive()
    })
  }

  function planTrim(): void {
    if (cancelTrim !== undefined || isTrimming) return
    cancelTrim = schedule(TRIM_MS, () => {
      cancelTrim = undefined
      isTrimming = true
      void trim().finally(() => {
        isTrimming = false
      })
    })
  }

  async function trim(): Promise<void> {
    if (loaded === undefined || isClosed) return
    // A copy that is to be built anew from the rows needs them.
    const drifted = await store.list('drifted', [room, name])
    if (drifted.some(({ value }) => !value.isRebuilt)) return
    const { arrived, covered } = rows
    // What waits at the gate is in no document yet, so not in the cache either.
    const { held } = loaded.gate
    const passed = arrived.filter((each) => !held.includes(each))
    const key: Key = [room, name, tab]
    const coverage = countedCoverage().encode()
    rows = { arrived: arrived.filter((each) => held.includes(each)), covered: [key] }
    if (await loaded.cache.settle()) {
      const superfluous = covered.filter((other) => other[2] !== tab)
      await store.commit([
        put('covered', key, { coverage: coverage }),
        ...superfluous.map((other) => drop('covered', other)),
        ...passed.flatMap(({ row }) => (row === undefined ? [] : [drop('arrived', row)])),
      ])
    } else {
      rows = { arrived: [...passed, ...rows.arrived], covered }
    }
  }

  // While the device had no room, the copy was left behind.
  const stopSaved = store.onSaved(() => {
    if (isKept(store)) planTrim()
  })
  const ready = load()
  // Whoever opened it is told; a closed session asks nobody.
  ready.catch(() => undefined)

  return {
    name,
    ready,
    arrived(updates) {
      if (deliver === undefined) early.push(...updates)
      else merge(updates)
    },
    async readAsLogged(read) {
      const inOutbox = await writtenRows(store, room, name)
      if (loaded === undefined || inOutbox.length > 0) return undefined
      return mirrorsLog(loaded) ? read(loaded.doc) : undefined
    },
    get isHeldUp() {
      return loaded !== undefined && loaded.gate.held.length > 0
    },
    sendRest: sendWhatNobodySends,
    beyond: (coverage) => (loaded === undefined ? [] : updatesBeyond(loaded, coverage)),
    async close() {
      if (isClosed) return
      isClosed = true
      for (const cancel of [cancelKeepAlive, cancelOtherTab, cancelTrim, stopSaved]) cancel?.()
      tabs?.close()
      provider?.awareness.destroy()
      provider?.destroy()
      await ready.catch(() => undefined)
      if (loaded !== undefined && lease !== undefined) {
        const { client } = lease
        const clock = Y.getState(loaded.doc.store, client)
        if (clock > 0) await store.commit([options.closed({ client, clock })])
        lease.release()
      }
      await loaded?.cache.close()
      loaded?.doc.destroy()
    },
  }
}

/** Presence is ours, not the provider's; but it looks itself up under the document's client id, which Yjs may change. */
function createSilentAwareness(doc: Y.Doc): Awareness {
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  doc.on('afterTransactionCleanup', () => {
    if (awareness.clientID === doc.clientID) return
    awareness.clientID = doc.clientID
    awareness.setLocalState(null)
  })
  return awareness
}

function lacksCovered({ doc, gate, coverage }: LoadedDocument): boolean {
  const whole = createCoverage()
  whole.add(summariseDocument(doc))
  for (const { summary } of gate.held) whole.add(summary)
  return !whole.covers(coverage.summary())
}
