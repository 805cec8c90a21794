import { concatBytes, domainBytes } from './bytes.ts'
import { roomIdToBytes, type RoomId } from './ids.ts'

const DOMAIN = domainBytes('dungeon-lab proof 1')

export const CHALLENGE_BYTES = 32

/** What a device signs to prove its key on one connection: domain string, room, the relay's challenge. */
export function proofSigningBytes(room: RoomId, challenge: Uint8Array): Uint8Array {
  return concatBytes(DOMAIN, roomIdToBytes(room), challenge)
}
