import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The entity that keeps a compendium entry in a session; ids of other tools may hold any character. */
export function entryEntity(entryId: string): string {
  return `compendium.${bytesToHex(sha256(utf8ToBytes(entryId))).slice(0, 24)}`
}
