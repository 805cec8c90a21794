import { countBytes, writeCount } from './counts.ts'
import { FRAME_CODES, type Records } from './frame.ts'
import { recordListBytes, writeRecordList } from './record-list.ts'

/** A RECORDS frame with its length before it, in one pass: nearly all that a relay sends is this. */
export function encodeRecordsFrame({ from, more, records }: Omit<Records, 'type'>): Uint8Array {
  const head = { from, more, count: records.length, bytes: recordListBytes(records) }
  const { frame, offset } = beginFrame(head)
  writeRecordList(frame, offset, records)
  return frame
}

/** The same of records that lie ready, each with its length before it. */
export function encodeRecordLists(options: {
  readonly from: number
  readonly more: boolean
  readonly count: number
  readonly lists: readonly Uint8Array[]
}): Uint8Array {
  const bytes = options.lists.reduce((sum, list) => sum + list.length, 0)
  const { frame, offset } = beginFrame({ ...options, bytes })
  let end = offset
  for (const list of options.lists) {
    frame.set(list, end)
    end += list.length
  }
  return frame
}

function beginFrame(head: { from: number; more: boolean; count: number; bytes: number }): {
  readonly frame: Uint8Array
  readonly offset: number
} {
  const length = 1 + countBytes(head.from) + 1 + countBytes(head.count) + head.bytes
  const frame = new Uint8Array(countBytes(length) + length)
  let offset = writeCount(frame, 0, length)
  frame[offset] = FRAME_CODES.records
  offset = writeCount(frame, offset + 1, head.from)
  frame[offset] = head.more ? 1 : 0
  return { frame, offset: writeCount(frame, offset + 1, head.count) }
}
