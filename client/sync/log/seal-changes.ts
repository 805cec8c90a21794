import { encodeRecord, type Limits, type RoomId, type TabId } from '#relay/wire'
import { partCapacity, type Payload } from '../sealing/payload.ts'
import type { Place, RecordSealer } from '../sealing/record-sealer.ts'
import { cutIntoParts, groupByDocument, joinUpdates } from './outbox-rows.ts'
import type { OutgoingRecord, WaitingChange } from './outbox-rows.ts'

const SEALED_AT_ONCE = 8

/** Makes records of changes, each document's joined into one update. All numbers are taken before the first is sealed. */
export async function sealChanges(
  changes: readonly WaitingChange[],
  options: {
    readonly room: RoomId
    readonly tabName: string
    readonly tab: TabId
    readonly sealer: RecordSealer
    readonly limits: Limits
    readonly seen: Place['seen']
    readonly nextCtr: () => number
  },
): Promise<readonly OutgoingRecord[]> {
  const { sealer, limits } = options
  const jobs = planRecords(changes, options)
  const records: OutgoingRecord[] = []
  for (let start = 0; start < jobs.length; start += SEALED_AT_ONCE) {
    const some = jobs
      .slice(start, start + SEALED_AT_ONCE)
      .map(async ({ entry, payload, place }) => {
        const sealed = await sealer.seal(payload, place, limits.recordBytes)
        return { ...entry, record: encodeRecord(sealed) }
      })
    records.push(...(await Promise.all(some)))
  }
  return records
}

interface Job {
  readonly entry: Omit<OutgoingRecord, 'record'>
  readonly payload: Payload
  readonly place: Place
}

function planRecords(
  changes: readonly WaitingChange[],
  { room, tabName, tab, sealer, limits, seen, nextCtr }: Parameters<typeof sealChanges>[1],
): readonly Job[] {
  const jobs: Job[] = []
  for (const [document, group] of groupByDocument(changes)) {
    const longest = partCapacity(document, sealer.plaintextBytes(limits.recordBytes))
    const joined = joinUpdates(group.map((change) => change.update))
    for (const update of joined) {
      const pieces = cutIntoParts(update, longest)
      for (const [part, bytes] of pieces.entries()) {
        const ctr = nextCtr()
        const isLastPart = part === pieces.length - 1
        const entry = {
          key: [room, tabName, tab, ctr],
          document,
          tab,
          ctr,
          update: isLastPart ? update : new Uint8Array(),
          isWhole: pieces.length === 1,
          changes: isLastPart && update === joined.at(-1) ? group.length : 0,
          progress: 'here',
        } as const
        const payload = { document, part, parts: pieces.length, bytes }
        jobs.push({ entry, payload, place: { tab, ctr, seen } })
      }
    }
  }
  return jobs
}
