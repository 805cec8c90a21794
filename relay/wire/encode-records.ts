import { countBytes, writeCount } from './counts.ts'
import { FRAME_CODES, type Records } from './frame.ts'

/** A RECORDS frame with its length before it, in one pass: nearly all that a relay sends is this. */
export function encodeRecordsFrame({ from, more, records }: Records): Uint8Array {
  let length = 1 + countBytes(from) + 1 + countBytes(records.length)
  for (const record of records) length += countBytes(record.length) + record.length
  const bytes = new Uint8Array(countBytes(length) + length)
  let offset = writeCount(bytes, 0, length)
  bytes[offset] = FRAME_CODES.records
  offset = writeCount(bytes, offset + 1, from)
  bytes[offset] = more ? 1 : 0
  offset = writeCount(bytes, offset + 1, records.length)
  for (const record of records) {
    offset = writeCount(bytes, offset, record.length)
    bytes.set(record, offset)
    offset += record.length
  }
  return bytes
}
