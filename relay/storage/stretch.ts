import { recordListBytes, writeRecordList } from '../wire/index.ts'
import type { StoredRecord, Stretch } from './storage.ts'

/** Those of these records that follow from a position without a gap, up to another, as they are sent. */
export function stretchOf(records: readonly StoredRecord[], from: number, to: number): Stretch {
  const contents: Uint8Array[] = []
  for (const { seq, bytes } of records) {
    if (seq > to || seq !== from + contents.length) break
    contents.push(bytes)
  }
  const list = new Uint8Array(recordListBytes(contents))
  writeRecordList(list, 0, contents)
  return { count: contents.length, lists: contents.length === 0 ? [] : [list] }
}
