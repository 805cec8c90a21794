import { concatBytes, domainBytes } from './bytes.ts'
import { sha256, type Sha256 } from './cryptography.ts'
import { epochToBytes, roomIdToBytes, type LogEpoch, type RoomId } from './ids.ts'

const DOMAIN = domainBytes('dungeon-lab log 1')
/** Written anew for every hash, of which there is one for every record. */
const PAIR = new Uint8Array(64)

/** The hash at position 0, before any record: SHA-256(domain string, room, epoch). */
export function firstHash(room: RoomId, epoch: LogEpoch): Uint8Array {
  return sha256(concatBytes(DOMAIN, roomIdToBytes(room), epochToBytes(epoch)))
}

/** The hash after one more record: SHA-256(previous hash, SHA-256(record bytes)). */
export function nextHash(
  previous: Uint8Array,
  record: Uint8Array,
  hash: Sha256 = sha256,
): Uint8Array {
  PAIR.set(previous)
  PAIR.set(hash(record), 32)
  return hash(PAIR)
}
