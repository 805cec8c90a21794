import { summarise } from '#crdt-rules'
import { mayWrite, proofSigningBytes, type Limits } from '#relay/wire'
import { createAdoption } from './adoption.ts'
import { createCompany } from './company.ts'
import { createFrameTaker } from './frame-taker.ts'
import { openLiveDocument, type LiveDocument } from './documents/live-document.ts'
import { createOpenDocuments } from './documents/open-documents.ts'
import { leaveDamagedCopies } from './vigilance/repair.ts'
import { createVigilance, type Vigilance } from './vigilance/vigilance.ts'
import { toBase64Url } from './keys/base64url.ts'
import { createKeyring } from './keys/keyring.ts'
import { publishPrivateKey } from './keys/published-key.ts'
import { chainOf, grantOf, keyBytes } from './keys/session-keys.ts'
import { createTakenKeys } from './keys/taken-keys.ts'
import { createDiskPause } from './link/disk-pause.ts'
import { isDiskFull, linkStatus } from './link/link-state.ts'
import { watchOccasions } from './link/occasions.ts'
import { createRelayLink } from './link/relay-link.ts'
import { tellOfFailures } from './link/tell-of-failures.ts'
import { createCatchUp } from './log/catch-up.ts'
import { createLogReader } from './log/log-reader.ts'
import { createOutbox } from './log/outbox.ts'
import { seenEndOf } from './log/position.ts'
import { findMissing } from './log/rebuild.ts'
import { memberIdOf, streamOfDocument, type DocumentName } from './names.ts'
import { createNotices } from './notices.ts'
import { createRecordSealer } from './sealing/record-sealer.ts'
import { createWhisperSealer } from './sealing/whisper-sealer.ts'
import { SNAPSHOT_THRESHOLDS } from './snapshots/snapshot-keeper.ts'
import { createSnapshots } from './snapshots/snapshots.ts'
import { NOTHING_NOTICED, type SyncStatus } from './status.ts'
import { watchOtherTabs } from './other-tabs.ts'
import { createSharedClock } from './shared-clock.ts'
import { createStatusBoard } from './status-board.ts'
import type { OpenDocument, SyncSession } from './sync-session.ts'
import type { SessionOptions } from './sync-world.ts'
import { createTab } from './tab.ts'
import { createWhispering } from './whispering.ts'

const RESYNC_NOTICE_MS = 60_000
/** What other tabs have on their way when this one gets in step is in the log by then. */
const SETTLED_MS = 1_000

/** Opens a session on this tab: at once usable from what the device holds, then in step with the relay. */
export function openSession({ keys, relayUrl, world }: SessionOptions): SyncSession {
  const { store, openCache, locks, connect, crypto, random, now, schedule } = world
  const grant = grantOf(keys, crypto.verifyNow)
  const member = memberIdOf(grant.member)
  const { room } = keys
  const deviceSeed = keyBytes(keys.deviceSeed)
  const { device } = grant
  const deviceText = toBase64Url(device)
  const keyring = createKeyring(keys, member)
  const documents = createOpenDocuments(openLive)
  const presentListeners = new Set<() => void>()
  const reread = new Set<DocumentName>()
  let limits: Limits | undefined
  let rereads = 0
  let isStopped = false

  const clock = createSharedClock(store, now)
  const board = createStatusBoard(
    {
      link: { state: 'offline' },
      waiting: 0,
      kept: 0,
      saved: store.saved,
      counts: NOTHING_NOTICED,
    },
    readStatus,
  )
  const notices = createNotices(schedule, board.refresh)
  const diskPause = createDiskPause({ schedule, now, jitter })
  const tab = createTab({ room, store, locks, random })
  const whisperSealer = createWhisperSealer({ room, device, keyring, crypto, random })
  const company = createCompany({
    room,
    self: grant,
    whispers: whisperSealer,
    verify: crypto.verifyNow,
    onPresent: () => {
      for (const listener of presentListeners) listener()
    },
  })
  const takenKeys = createTakenKeys({
    ...{ room, store, keyring, verify: crypto.verifyNow },
    grantOf: company.grantOf,
  })
  const sealer = createRecordSealer({
    room,
    deviceSeed,
    device,
    keyring,
    crypto,
    grantOf: (author) => company.grantOf(author),
  })
  const outbox = createOutbox({
    room,
    tabName: tab.name,
    store,
    sealer,
    random,
    schedule,
    now,
    seen: () => seenEndOf(reader.position),
    canWrite,
    onAdopted(changes) {
      for (const { document, update } of changes) {
        const summary = summarise(update)
        if (summary !== undefined) documents.get(document)?.arrived([{ update, summary }])
      }
    },
    onChange: board.refresh,
  })
  const vigilance: Vigilance = createVigilance({
    room,
    store,
    sha256: crypto.sha256,
    schedule,
    now,
    jitter,
    reader: () => reader,
    open: documents.all,
    position: () => (link.state.state === 'synced' ? reader.position : undefined),
    notices,
    onCounted: board.refresh,
    readAnew: () => catchUp.readAnew(),
    tell: (audience, digests) => whispering.send(audience, 'digests', digests),
  })
  const otherTabs = watchOtherTabs({
    room,
    tabName: tab.name,
    store,
    schedule,
    onChange: board.refresh,
  })
  const adoption = createAdoption({ tab, schedule, adopt: outbox.adopt })
  const reader = createLogReader({
    room,
    device,
    store,
    sealer,
    sha256: crypto.sha256,
    arrived: (document, updates) => documents.get(document)?.arrived(updates),
    outbox,
    onProgress(records) {
      link.dispatch({ type: 'progress', received: records })
      vigilance.stirred()
      snapshots.stirred()
    },
    history: vigilance.history,
    onRefused: (refused) => notices.say('record', { code: 'leftOut', ...refused }),
  })
  const link = createRelayLink({
    url: relayUrl,
    room,
    chain: chainOf(keys),
    mayCreate: () => keys.ownerSeed !== undefined || reader.position !== undefined,
    prove: async (challenge) => crypto.sign(proofSigningBytes(room, challenge), deviceSeed),
    connect,
    schedule,
    now,
    jitter,
    isInFlight: () => outbox.isInFlight,
    frame: (frame) => takeFrame(frame),
    relayTime: clock.heard,
    lost() {
      catchUp.disconnected()
      snapshots.disconnected()
      vigilance.history.disconnected()
      outbox.disconnected()
      company.disconnected()
      whisperSealer.reconnect()
    },
    onState() {
      if (isDiskFull(link.state)) diskPause.refused()
      tellOfFailures(notices, link.state)
      board.refresh()
    },
  })
  const snapshots = createSnapshots({
    room,
    deviceSeed,
    device,
    deviceText,
    keyring,
    crypto,
    random,
    schedule,
    jitter,
    thresholds: world.snapshots ?? SNAPSHOT_THRESHOLDS,
    reader,
    store,
    openCache,
    open: documents.all,
    grantOf: (author) => company.grantOf(author),
    canWrite: (stream) => mayWrite(grant, stream),
    send: (...frames) => link.send(...frames),
    onSilence: () => link.giveUp(),
    onLacking: () => notices.say('lacking', { code: 'lacking' }),
    onWhole: () => notices.takeBack('lacking'),
    onFalse: () => notices.say('snapshot', { code: 'falseSnapshot' }, RESYNC_NOTICE_MS),
  })
  const catchUp = createCatchUp({
    reader,
    link,
    schedule,
    jitter,
    findMissing(inLog) {
      const open = new Map(documents.all)
      const { epoch } = reader.position ?? { epoch: undefined }
      const here = { room, device: deviceText, store, openCache, open }
      return findMissing({ ...here, epoch, inLog, canWrite })
    },
    onDiverged(why) {
      rereads += 1
      outbox.disconnected()
      notices.say('resync', { code: 'reread', why }, RESYNC_NOTICE_MS)
    },
    rebuilt(missing, adopted) {
      void store.commit([...outbox.replace(missing), ...adopted])
      vigilance.reread()
    },
    loadSnapshots: () => snapshots.load(),
    fallBack: (inLog) => snapshots.fallBack(inLog),
    onLacking: () => notices.say('lacking', { code: 'lacking' }),
    onSynced: becomeSynced,
  })
  const whispering = createWhispering({
    sealer: whisperSealer,
    now: clock.now,
    send(frame) {
      if (link.state.state === 'synced') link.send(frame)
    },
    onDigests: (digests) => vigilance.heard(digests),
  })
  const takeFrame = createFrameTaker({
    company,
    catchUp,
    outbox,
    diskPause,
    notices,
    whispering,
    snapshots,
    now: clock.now,
    welcomed(welcome) {
      limits = welcome.limits
      occasions.reached()
    },
  })
  const started = start()
  const occasions = watchOccasions({
    room,
    device: deviceText,
    onOnline: world.onOnline,
    retry: () => link.retry(),
  })
  const stopSaved = store.onSaved(board.refresh)
  const stopHidden = world.onHidden?.(outbox.hidden)

  function jitter(): number {
    return (random(1)[0] ?? 0) / 256
  }

  async function start(): Promise<void> {
    await tab.enter(now())
    const isAlone = () => tab.isAlone()
    await leaveDamagedCopies({ room, device: deviceText, store, openCache, isAlone })
    await vigilance.load()
    await clock.load()
    await takenKeys.load()
    await reader.load()
    await adoption.look()
    if (!isStopped) link.start()
  }

  function becomeSynced(): void {
    const { connection } = link
    const isStill = () => connection === link.connection && link.state.state === 'synced'
    vigilance.stirred()
    diskPause.after(() => {
      if (isStill()) beginSending()
    })
    schedule(SETTLED_MS, () => {
      if (isStill()) for (const live of documents.all.values()) void live.sendRest()
    })
  }

  function beginSending(): void {
    const { connection } = link
    if (limits === undefined) return
    snapshots.synced(limits)
    outbox.connected(limits, (records) => {
      if (connection === link.connection) link.send({ type: 'append', records })
    })
  }

  function canRead(name: DocumentName): boolean {
    return keyring.keysOf(streamOfDocument(name)).length > 0
  }

  function canWrite(name: DocumentName): boolean {
    return canRead(name) && mayWrite(grant, streamOfDocument(name))
  }

  function readStatus(): SyncStatus {
    const notice = outbox.problem ?? notices.current
    return {
      link: linkStatus(link.state),
      waiting: outbox.waiting + otherTabs.waiting,
      kept: outbox.kept,
      saved: store.saved,
      counts: { ...vigilance.counts, rereads },
      ...(notice === undefined ? {} : { notice }),
    }
  }

  async function open(name: DocumentName): Promise<OpenDocument> {
    if (!canRead(name)) throw new Error(`The keys of this device do not open ${name}.`)
    if (isStopped) throw new Error('The session was stopped.')
    await started
    return documents.open(name)
  }

  function openLive(name: DocumentName): LiveDocument {
    return openLiveDocument({
      ...{ name, room, device: deviceText, tab: tab.name },
      ...{ store, openCache, locks, random, schedule },
      isAlone: () => tab.isAlone(),
      adoptDeadTabs: () => adoption.look(),
      written(update, writer) {
        outbox.append(name, update, writer)
        vigilance.stirred()
      },
      leased: (writer) => outbox.leased(name, writer),
      closed: (writer) => outbox.closed(name, writer),
      onIncomplete() {
        if (reread.has(name)) return
        reread.add(name)
        catchUp.readAnew()
      },
      onCopyClosed: () => notices.say('copy', { code: 'copyClosed' }),
    })
  }

  return {
    room,
    member,
    role: grant.role,
    device: deviceText,
    open,
    canRead,
    canWrite,
    get sealedPrivateKey() {
      return publishPrivateKey(keys, member, random)
    },
    addPrivateKey(owner, published) {
      if (!takenKeys.take(owner, published)) return
      const stream = streamOfDocument(`private/${owner}`)
      void started.then(() => reader.retry(stream)).then(() => snapshots.keyCame(stream))
    },
    get status() {
      return board.current
    },
    onStatus: (listener) => board.listen(listener),
    get present() {
      return company.present
    },
    onPresent: (listener) => listen(presentListeners, listener),
    whisper: (audience, payload) => whispering.send(audience, 'game', payload),
    onWhisper: (listener) => whispering.onGame(listener),
    urgent: () => outbox.urgent(),
    now: clock.now,
    async stop() {
      if (isStopped) return
      isStopped = true
      // At once, also where the store never answers: others of this process would go on waking a session that is gone.
      occasions.stop()
      stopSaved()
      stopHidden?.()
      await started.catch(() => undefined)
      adoption.stop()
      otherTabs.stop()
      vigilance.stop()
      link.stop()
      diskPause.stop()
      outbox.stop()
      await reader.settled()
      await documents.closeAll()
      await store.commit([], 'strict')
      tab.leave()
    },
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
