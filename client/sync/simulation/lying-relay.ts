import type { MemoryImage, StoredRecord } from '#relay/room'
import { nextHash, type Sha256 } from '#relay/wire'
import type { RelayEnd } from './virtual-network.ts'

/** Where the cable of a device ends: at one of several faces of a relay that lies. */
export interface Faces extends RelayEnd {
  /** The device is shown this face when it connects again. */
  turn(face: RelayEnd): void
}

/** Cables that end at this face first. */
export function createFaces(first: RelayEnd): Faces {
  let current = first
  return {
    get rooms() {
      return current.rooms
    },
    onDeath: (listener) => current.onDeath(listener),
    turn(face) {
      current = face
    },
  }
}

/** The records of the only room in an image, behind a position. */
export function recordsBehind(image: MemoryImage, seq: number): readonly StoredRecord[] {
  return [...image.values()].flatMap(({ records }) => records.filter((record) => record.seq > seq))
}

/** The same image with records more at the end of its only room's log, as whoever keeps the disk could put them there. */
export function withRecords(
  image: MemoryImage,
  more: readonly StoredRecord[],
  sha256: Sha256,
): MemoryImage {
  return new Map(
    [...image].map(([id, room]) => {
      let { head, headHash, bytes } = room.state
      const added = more.map((record) => {
        head += 1
        headHash = nextHash(headHash, record.bytes, sha256)
        bytes += record.bytes.length
        return { seq: head, hash: headHash, bytes: record.bytes }
      })
      const state = { ...room.state, head, headHash, bytes }
      return [id, { ...room, state, records: [...room.records, ...added] }]
    }),
  )
}
