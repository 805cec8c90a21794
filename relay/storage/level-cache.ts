import { keyToText } from '../wire/index.ts'
import type { Block } from './level-blocks.ts'
import type { Place } from './level-keys.ts'

/** Blocks that were read a short while ago: many members come at the same time, and all read the same. */
export interface BlockCache {
  /** The block that begins at a position. */
  find(place: Place, firstSeq: number): Block | undefined
  /** Takes a block; those that were asked for longest ago go. Blocks that may still grow are not taken. */
  keep(place: Place, block: Block): void
  /** Whatever lay there is gone. */
  forget(place: Place): void
}

/** Of every block the records stay what they are: nothing that happens to the log makes a kept one wrong. */
const FINAL_BYTES = 32 * 1024

/** A cache that holds at most so many bytes. */
export function createBlockCache(mostBytes: number): BlockCache {
  const blocks = new Map<string, Block>()
  let bytes = 0

  function forget(key: string, block: Block): void {
    blocks.delete(key)
    bytes -= sizeOf(block)
  }

  return {
    find(place, firstSeq) {
      const key = keyOf(place, firstSeq)
      const found = blocks.get(key)
      if (found === undefined) return undefined
      blocks.delete(key)
      blocks.set(key, found)
      return found
    },

    forget(place) {
      const prefix = `${keyToText(place)} `
      for (const [key, block] of blocks) if (key.startsWith(prefix)) forget(key, block)
    },

    keep(place, block) {
      if (sizeOf(block) < FINAL_BYTES) return
      const key = keyOf(place, block.firstSeq)
      const before = blocks.get(key)
      if (before !== undefined) forget(key, before)
      blocks.set(key, block)
      bytes += sizeOf(block)
      for (const [oldest, old] of blocks) {
        if (bytes <= mostBytes) return
        forget(oldest, old)
      }
    },
  }
}

function sizeOf({ hashes, list }: Block): number {
  return hashes.length + list.length
}

function keyOf(place: Place, firstSeq: number): string {
  return `${keyToText(place)} ${firstSeq}`
}
