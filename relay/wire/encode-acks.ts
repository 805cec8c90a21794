import { countBytes, writeCount } from './counts.ts'
import { FRAME_CODES, type Ack } from './frame.ts'
import { TAB_BYTES, tabIdToBytes } from './ids.ts'

/** An ACK frame with its length before it, in one pass: there is an item for every record that is written. */
export function encodeAckFrame({ items }: Ack): Uint8Array {
  let length = 1 + countBytes(items.length) + TAB_BYTES * items.length
  for (const { ctr, seq } of items) length += countBytes(ctr) + countBytes(seq)
  const bytes = new Uint8Array(countBytes(length) + length)
  let offset = writeCount(bytes, 0, length)
  bytes[offset] = FRAME_CODES.ack
  offset = writeCount(bytes, offset + 1, items.length)
  let last = { tab: '', bytes: new Uint8Array() as Uint8Array }
  for (const { tab, ctr, seq } of items) {
    // Nearly always all are of one tab.
    if (tab !== last.tab) last = { tab, bytes: tabIdToBytes(tab) }
    bytes.set(last.bytes, offset)
    offset = writeCount(bytes, offset + TAB_BYTES, ctr)
    offset = writeCount(bytes, offset, seq)
  }
  return bytes
}
