import type { BatchOperation, ClassicLevel } from 'classic-level'
import { epochFromBytes } from '../wire/index.ts'
import { batchesOf } from './batches.ts'
import { encodeBlock } from './level-blocks.ts'
import {
  decodeState,
  encodeChain,
  encodeMark,
  encodeRun,
  encodeSnapshotValue,
  encodeState,
} from './level-codec.ts'
import {
  blockKey,
  chainKey,
  markKey,
  markKeys,
  pieceKey,
  roomOfStateKey,
  runKey,
  snapshotKey,
  stateKey,
  type Place,
} from './level-keys.ts'
import { SNAPSHOT_PIECE_BYTES } from './storage.ts'
import type { RoomWrite, Upkeep } from './storage.ts'

export type Level = ClassicLevel<Uint8Array, Uint8Array>
export type Operation = BatchOperation<Level, Uint8Array, Uint8Array>

/** A block is read as a whole, so it stays small. */
export const BLOCK_BYTES = 64 * 1024

/** What a commit writes of the log. */
export function operationsOf(place: Place, write: RoomWrite): Operation[] {
  return [
    put(stateKey(write.room), encodeState({ place, state: write.state })),
    ...batchesOf(write.records, BLOCK_BYTES).map((block) =>
      put(blockKey(place, block.at(-1)?.seq ?? 0), encodeBlock(block)),
    ),
    ...write.runs.map((run) => put(runKey(place, run.device, run.tab, run.ctr), encodeRun(run))),
    ...write.chains.flatMap((chain) => {
      const device = chain.at(-1)
      return device === undefined ? [] : [put(chainKey(place, device), encodeChain(chain))]
    }),
  ]
}

/** What a commit changes besides the end of the log. */
export async function upkeepOf(level: Level, place: Place, upkeep: Upkeep): Promise<Operation[]> {
  const { marks, snapshots, dropped, prunedTo } = upkeep
  const blocks = { gte: blockKey(place, 0), lte: blockKey(place, prunedTo) }
  const gone = prunedTo === 0 ? [] : await level.keys(blocks).all()
  const goneMarks = prunedTo === 0 ? [] : await level.keys(markKeys(place, prunedTo)).all()
  return [
    ...marks.map((mark) => put(markKey(place, mark.seq), encodeMark(mark))),
    ...snapshots.flatMap(({ info, content }) => [
      put(snapshotKey(place, info.id), encodeSnapshotValue(info)),
      ...piecesOf(content ?? new Uint8Array()).map((piece, number) =>
        put(pieceKey(place, info.id, number), piece),
      ),
    ]),
    ...dropped.flatMap((info) => [
      remove(snapshotKey(place, info.id)),
      ...Array.from({ length: Math.ceil(info.bytes / SNAPSHOT_PIECE_BYTES) }, (_, piece) =>
        remove(pieceKey(place, info.id, piece)),
      ),
    ]),
    ...[...gone, ...goneMarks].map(remove),
  ]
}

/** A room's state with a new epoch; the same value for anything but the state of a room. */
export function withNewEpoch(
  key: Uint8Array,
  value: Uint8Array,
  newEpoch: () => Uint8Array,
): Uint8Array {
  const room = roomOfStateKey(key)
  if (room === undefined) return value
  const { place, state } = decodeState(room, value)
  if (state === undefined) return value
  return encodeState({ place, state: { ...state, epoch: epochFromBytes(newEpoch()) } })
}

function piecesOf(content: Uint8Array): Uint8Array[] {
  const count = Math.ceil(content.length / SNAPSHOT_PIECE_BYTES)
  return Array.from({ length: count }, (_, piece) =>
    content.subarray(piece * SNAPSHOT_PIECE_BYTES, (piece + 1) * SNAPSHOT_PIECE_BYTES),
  )
}

/** One key and its new value. */
export function put(key: Uint8Array, value: Uint8Array): Operation {
  return { type: 'put', key, value }
}

/** One key that goes. */
export function remove(key: Uint8Array): Operation {
  return { type: 'del', key }
}
