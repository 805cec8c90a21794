import { countBytes, writeCount } from './counts.ts'

/** Length of records in a row, each with its length before it, as APPEND and RECORDS carry them. */
export function recordListBytes(records: readonly Uint8Array[]): number {
  let length = 0
  for (const record of records) length += countBytes(record.length) + record.length
  return length
}

/** Writes records in a row, each with its length before it; answers where it ended. */
export function writeRecordList(
  bytes: Uint8Array,
  start: number,
  records: readonly Uint8Array[],
): number {
  let offset = start
  for (let index = 0; index < records.length;) {
    const first = records[index]
    if (first === undefined) break
    // What came in one message still lies there in a row, so that all of it is copied at once.
    const source = new Uint8Array(first.buffer)
    let end = first.byteOffset + first.length
    for (index += 1; index < records.length; index += 1) {
      const next = records[index]
      if (next === undefined || !follows(source, end, next)) break
      end = next.byteOffset + next.length
    }
    offset = writeCount(bytes, offset, first.length)
    bytes.set(source.subarray(first.byteOffset, end), offset)
    offset += end - first.byteOffset
  }
  return offset
}

/** Where the records of a list begin, after their lengths, and the end of each; throws a RangeError when one is cut short. */
export function placesIn(list: Uint8Array): { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = []
  for (let offset = 0; offset < list.length;) {
    let [length, factor, byte] = [0, 1, 0x80]
    while (byte >= 0x80) {
      if (offset === list.length) throw new RangeError('A list of records ends too early.')
      byte = list[offset] ?? 0
      length += (byte & 0x7f) * factor
      factor *= 0x80
      offset += 1
    }
    const end = offset + length
    if (end > list.length) throw new RangeError('A list of records ends too early.')
    places.push({ start: offset, end })
    offset = end
  }
  return places
}

/** Whether a record lies behind this end in the same memory, with nothing but its length between. */
function follows(source: Uint8Array, end: number, next: Uint8Array): boolean {
  if (next.buffer !== source.buffer || next.byteOffset !== end + countBytes(next.length)) {
    return false
  }
  let rest = next.length
  for (let offset = end; offset < next.byteOffset; offset += 1) {
    const isLast = offset === next.byteOffset - 1
    if (source[offset] !== (isLast ? rest : 0x80 | (rest % 0x80))) return false
    rest = Math.floor(rest / 0x80)
  }
  return true
}
