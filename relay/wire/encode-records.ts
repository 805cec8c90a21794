import { countBytes, writeCount } from './counts.ts'
import { FRAME_CODES, type Records } from './frame.ts'
import { recordListBytes, writeRecordList } from './record-list.ts'

/** A RECORDS frame with its length before it, in one pass: nearly all that a relay sends is this. */
export function encodeRecordsFrame({ from, more, records }: Omit<Records, 'type'>): Uint8Array {
  const head = { from, more, count: records.length, listBytes: recordListBytes(records) }
  const begin = headBytes(head)
  const frame = new Uint8Array(begin + head.listBytes)
  writeHead(frame, head)
  writeRecordList(frame, begin, records)
  return frame
}

/** The same of records that lie ready, each with its length before it: the frame in pieces. */
export function encodeRecordLists(options: {
  readonly from: number
  readonly more: boolean
  readonly count: number
  readonly lists: readonly Uint8Array[]
}): readonly Uint8Array[] {
  const { from, more, count, lists } = options
  const listBytes = lists.reduce((sum, list) => sum + list.length, 0)
  const head = { from, more, count, listBytes }
  const beginning = new Uint8Array(headBytes(head))
  writeHead(beginning, head)
  return [beginning, ...lists]
}

interface Head {
  readonly from: number
  readonly more: boolean
  readonly count: number
  readonly listBytes: number
}

function headBytes(head: Head): number {
  return countBytes(frameBytes(head)) + frameBytes(head) - head.listBytes
}

function frameBytes({ from, count, listBytes }: Head): number {
  return 1 + countBytes(from) + 1 + countBytes(count) + listBytes
}

function writeHead(frame: Uint8Array, head: Head): void {
  let offset = writeCount(frame, 0, frameBytes(head))
  frame[offset] = FRAME_CODES.records
  offset = writeCount(frame, offset + 1, head.from)
  frame[offset] = head.more ? 1 : 0
  writeCount(frame, offset + 1, head.count)
}
