import { encodeMessage } from './wire/index.ts'
import type { RoomId, Sha256, SnapOutcome, SnapshotId } from './wire/index.ts'
import type { Budget } from './budget.ts'
import type { RelayLimits } from './limits.ts'
import type { Member } from './member.ts'
import type { Meter } from './meter.ts'
import { createPruning } from './pruning.ts'
import type { RoomLog } from './room-log.ts'
import { createShelf } from './shelf.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import type { Mark, News, Storage, StoredRoom, StoredSnapshot, Upkeep } from './storage/storage.ts'
import { createUploading, type Uploading } from './uploading.ts'

/** Keeps a room small: its snapshots, and the pruning of what they hold. */
export interface Keeping extends Uploading, Snapshots {
  /** What the next commit carries besides the log's end; `head` is where that will be. */
  take(head: number): Upkeep | undefined
  /** What was taken last is durable. */
  committed(): void
  /** Others wrote, and the room is so now: what was gathered here is to be tried again later. */
  goOnFrom(news: News): void
  /** Whether something waits for a commit. */
  isBusy(): boolean
  /** Somebody came: notes that the room is used, and prunes what has become due, both now and then. */
  tidySometimes(): void
}

export interface KeepingOptions {
  readonly room: RoomId
  readonly stored: Pick<StoredRoom, 'state' | 'marks' | 'snapshots'>
  readonly log: RoomLog
  readonly storage: Storage
  readonly limits: RelayLimits
  readonly uploads: Budget
  readonly mayOffer: (member: Member) => boolean
  readonly now: () => number
  readonly sha256: Sha256
  readonly meter: Meter
  readonly memberOf: (device: Uint8Array) => number | undefined
  readonly commitSoon: () => void
  readonly tell: (member: Member) => void
  readonly tellAll: (frames: Uint8Array) => void
  /** Whether the room is still the one in memory. */
  readonly isCurrent: () => boolean
  /** Pruning met something it could not read. */
  readonly onTrouble: (error: unknown) => void
}

const TIDY_EVERY_MS = 60 * 60 * 1000

/** The snapshots of a room as they are stored. */
export function createKeeping(options: KeepingOptions): Keeping {
  const { now, commitSoon } = options
  const shelf = createShelf({
    snapshots: options.stored.snapshots,
    limits: options.limits,
    now,
  })
  const pruning = createPruning(options, { shelf, marks: options.stored.marks })
  let gathering = emptyGathering()
  let taken: Gathering | undefined
  let isTidying = false
  let tidiedAtMs = -Infinity
  let visits: readonly Mark[] = []

  function answer(member: Member, id: SnapshotId, outcome: SnapOutcome): void {
    member.send(encodeMessage({ type: 'snapped', id, outcome }))
    options.tell(member)
  }

  function gather(
    answered: Answer,
    snapshot: Upkeep['snapshots'][number],
    dropped: readonly StoredSnapshot[],
  ): void {
    gathering.answers.push(answered)
    gathering.snapshots.push(snapshot)
    gathering.dropped.push(...dropped)
    commitSoon()
  }

  const parts = {
    ...options,
    shelf,
    memory: options.uploads,
    answer,
    take(member: Member, info: StoredSnapshot, content: Uint8Array) {
      gather({ member, id: info.id, outcome: 'kept' }, { info, content }, shelf.add(info))
    },
    changed(member: Member, info: StoredSnapshot, dropped: readonly StoredSnapshot[]) {
      gather({ member, id: info.id, outcome: 'attested' }, { info }, dropped)
    },
  }
  const uploading = createUploading(parts)
  const snapshots = createSnapshots(parts)

  /** The shelf is as it was judged by. What was to be pruned is looked at again. */
  function gatherAgain(lost: readonly Gathering[]): void {
    for (const { answers, snapshots: changes, dropped } of lost) {
      gathering.answers.push(...answers)
      gathering.snapshots.push(...changes)
      gathering.dropped.push(...dropped)
    }
    if (gathering.snapshots.length > 0) commitSoon()
  }

  function tellChanged(changed: Upkeep['snapshots']): void {
    if (changed.length === 0) return
    const streams = new Set(changed.map(({ info }) => info.stream))
    const snapshots = shelf.list([...streams])
    options.tellAll(encodeMessage({ type: 'shelf', more: false, snapshots }))
  }

  function tidy(): void {
    if (isTidying) return
    isTidying = true
    tidiedAtMs = now()
    void stepOn()
  }

  async function stepOn(): Promise<void> {
    try {
      const before = options.log.base.seq
      const prunedTo = await pruning.step()
      isTidying = prunedTo !== undefined
      if (prunedTo === undefined) return
      options.meter.count('records_pruned', prunedTo - before)
      gathering.prunedTo = prunedTo
      commitSoon()
    } catch (error) {
      // Once is enough: what cannot be read now cannot be read in a minute either.
      options.onTrouble(error)
    }
  }

  return {
    ...uploading,
    ...snapshots,

    take(head) {
      taken = gathering
      gathering = emptyGathering()
      const isLonger = head > options.log.durable.head
      const marks = [...(isLonger ? pruning.marksFor(head) : []), ...visits]
      visits = []
      const isEmpty = marks.length + taken.snapshots.length + taken.prunedTo === 0
      return isEmpty ? undefined : { ...taken, marks }
    },

    committed() {
      const done = taken ?? emptyGathering()
      taken = undefined
      for (const { member, id, outcome } of done.answers) answer(member, id, outcome)
      const kept = done.snapshots.filter(({ content }) => content !== undefined)
      options.meter.count('snapshots_kept', kept.length)
      tellChanged(done.snapshots)
      if (done.snapshots.length > 0) tidy()
      if (done.prunedTo > 0) void stepOn()
    },

    goOnFrom({ stored, writes }) {
      const lost = [...(taken === undefined ? [] : [taken]), gathering]
      taken = undefined
      gathering = emptyGathering()
      isTidying = false
      pruning.replace(stored.marks)
      const changed = writes.flatMap(({ upkeep }) => upkeep?.snapshots ?? [])
      const dropped = writes.flatMap(({ upkeep }) => upkeep?.dropped ?? [])
      if (changed.length + dropped.length === 0) return gatherAgain(lost)
      shelf.replace(stored.snapshots)
      for (const { member, id } of lost.flatMap(({ answers }) => answers)) {
        answer(member, id, 'busy')
      }
      tellChanged(changed)
    },

    isBusy: () =>
      taken !== undefined || gathering.snapshots.length + gathering.prunedTo + visits.length > 0,

    tidySometimes() {
      const marks = pruning.marksForVisit(options.log.durable.head)
      if (marks.length > 0) {
        visits = marks
        commitSoon()
      }
      if (now() - tidiedAtMs >= TIDY_EVERY_MS) tidy()
    },
  }
}

interface Answer {
  readonly member: Member
  readonly id: SnapshotId
  readonly outcome: SnapOutcome
}

interface Gathering {
  readonly answers: Answer[]
  readonly snapshots: Upkeep['snapshots'][number][]
  readonly dropped: StoredSnapshot[]
  prunedTo: number
}

function emptyGathering(): Gathering {
  return { answers: [], snapshots: [], dropped: [], prunedTo: 0 }
}
