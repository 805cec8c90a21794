import { joinBlocks, type Block } from './level-blocks.ts'
import { blockKey, type Place } from './level-keys.ts'
import { BLOCK_BYTES, put, remove, type Level, type Operation } from './level-operations.ts'
import { blocksFrom } from './level-reading.ts'

/** Makes few large blocks of the many small ones that turns with little to write leave behind. */
export interface Merging {
  /** Somebody read these positions from so many blocks: whether they are merged is decided here, and done later. */
  wasRead(place: Place, stretch: { from: number; count: number; blocks: number }): void
  /** Resolves when nothing is being merged; nothing is begun any more. */
  end(): Promise<void>
}

const FEWEST_BLOCKS = 16
const MOST_WAITING = 1024

/**
 * Merges ranges one after the other, each in one write that leaves the log as it is. None but this takes blocks away,
 * save pruning, which a range that was read before it only brings back for the next pruning to find.
 */
export function createMerging(
  level: Level,
  write: (operations: Operation[]) => Promise<void>,
): Merging {
  let waiting = 0
  let isOver = false
  let last: Promise<void> = Promise.resolve()

  async function merge(place: Place, from: number, to: number): Promise<void> {
    if (isOver) return
    const operations: Operation[] = []
    for await (const group of groupsOf(blocksFrom(level, place, from), to)) {
      const end = group.at(-1)
      if (end === undefined || group.length < 2) continue
      operations.push(...group.slice(0, -1).map(({ lastSeq }) => remove(blockKey(place, lastSeq))))
      operations.push(put(blockKey(place, end.lastSeq), joinBlocks(group)))
    }
    if (operations.length > 0 && !isOver) await write(operations)
  }

  return {
    wasRead(place, { from, count, blocks }) {
      if (blocks < FEWEST_BLOCKS || waiting >= MOST_WAITING || isOver) return
      waiting += 1
      last = last
        .then(() => merge(place, from, from + count - 1))
        .catch(() => {
          // A disk that takes no more is told of by those who write; merging can wait for the next start.
          isOver = true
        })
        .finally(() => (waiting -= 1))
    },

    async end() {
      isOver = true
      await last
    },
  }
}

/** Blocks in a row, as many together as make one block; none beyond a position. */
async function* groupsOf(blocks: AsyncIterable<Block>, to: number): AsyncGenerator<Block[]> {
  let group: Block[] = []
  let bytes = 0
  for await (const block of blocks) {
    if (block.lastSeq > to) break
    const size = block.hashes.length + block.list.length
    const isInRow = block.firstSeq === (group.at(-1)?.lastSeq ?? block.firstSeq - 1) + 1
    if (!isInRow || bytes + size > BLOCK_BYTES) {
      yield group
      group = []
      bytes = 0
    }
    group.push(block)
    bytes += size
  }
  yield group
}
