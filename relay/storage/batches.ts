import type { StoredRecord } from './storage.ts'

/** Cuts records into batches of up to so many bytes, in order; a record that is longer is alone. */
export function batchesOf(records: readonly StoredRecord[], maxBytes: number): StoredRecord[][] {
  const batches: StoredRecord[][] = []
  let bytes = Infinity
  for (const record of records) {
    if (bytes + record.bytes.length > maxBytes) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(record)
    bytes += record.bytes.length
  }
  return batches
}
