import { batchesOf } from '../batches.ts'
import type { RoomWrite, Run, StoredRecord } from '../storage.ts'
import type { EntryWrite } from './log-entry.ts'

/** Half of a message is for records; the rest of a write and the hashes are shorter than the other half. */
const SHARE_OF_RECORDS = 0.5

/** Cuts a write into such as fit into a message each; each leaves the room sound, should it be the last. */
export function partsOf(write: RoomWrite, maxBytes: number): readonly EntryWrite[] {
  const { state, runs, chains, upkeep } = write
  const batches = batchesOf(write.records, maxBytes * SHARE_OF_RECORDS)
  const lastBatch = batches.pop() ?? []
  let bytesLeft = bytesOf(write.records)
  const earlier = batches.map((records, index): EntryWrite => {
    bytesLeft -= bytesOf(records)
    const last = records.at(-1)
    const head = last?.seq ?? state.head
    const headHash = last?.hash ?? state.headHash
    return {
      state: { ...state, head, headHash, bytes: state.bytes - bytesLeft },
      records,
      runs: runsWithin(runs, records),
      chains: index === 0 ? chains : [],
    }
  })
  const rest = {
    state,
    records: lastBatch,
    runs: batches.length === 0 ? runs : runsWithin(runs, lastBatch),
    chains: batches.length === 0 ? chains : [],
  }
  return [...earlier, upkeep === undefined ? rest : { ...rest, upkeep }]
}

function bytesOf(records: readonly StoredRecord[]): number {
  return records.reduce((sum, record) => sum + record.bytes.length, 0)
}

/** The parts of runs at the positions of these records. */
function runsWithin(runs: readonly Run[], records: readonly StoredRecord[]): Run[] {
  const first = records[0]?.seq ?? 0
  const end = first + records.length
  return runs.flatMap((run) => {
    const from = Math.max(first, run.seq)
    const count = Math.min(end, run.seq + run.count) - from
    return count <= 0 ? [] : [{ ...run, ctr: run.ctr + from - run.seq, seq: from, count }]
  })
}
