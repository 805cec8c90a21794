import { streamClassOf, streamNumberOf, type Verify } from '#relay/wire'
import { memberIdOf } from '../names.ts'
import { openAsGm } from './gm-sealing.ts'
import { boxOf, isSignedBy, type GrantOf } from './published-key.ts'
import { keyBytes, type SessionKeys } from './session-keys.ts'

/** The read keys one device holds. */
export interface Keyring {
  /** The keys to try on what a stream carries, likeliest first; empty when this device cannot read it. */
  keysOf(stream: number): readonly Uint8Array[]
  /** Whether a key for the stream may still come: another member's private stream, on a GM device. */
  awaits(stream: number): boolean
  /**
   * Takes another member's private key as that member's device published it; false when no known device of the
   * member signed it, when it is not for this device, or known already. The first one taken stays the first.
   */
  addPrivateKey(member: string, published: Uint8Array, grantOf: GrantOf, verify: Verify): boolean
  /** Takes one again that `addPrivateKey` took on an earlier start of this device. */
  restorePrivateKey(member: string, published: Uint8Array): void
}

const MOST_KEYS_PER_MEMBER = 8

/** A keyring that holds what the session's keys open, for the member with this id. */
export function createKeyring(keys: SessionKeys, member: string): Keyring {
  const membersKeys = [keyBytes(keys.membersKey)]
  const gmKey = keys.gmKey === undefined ? undefined : keyBytes(keys.gmKey)
  const gmKeys = gmKey === undefined ? [] : [gmKey]
  const privateKeys = new Map<string, Uint8Array[]>([[member, [keyBytes(keys.privateKey)]]])

  function add(owner: string, published: Uint8Array): boolean {
    const key = gmKey === undefined ? undefined : openAsGm(gmKey, boxOf(published))
    if (key?.length !== 32) return false
    const known = privateKeys.get(owner) ?? []
    const isKnown = known.some((other) => other.every((byte, index) => byte === key[index]))
    if (isKnown || known.length >= MOST_KEYS_PER_MEMBER) return false
    privateKeys.set(owner, [...known, key])
    return true
  }

  return {
    keysOf(stream) {
      switch (streamClassOf(stream)) {
        case 'control':
        case 'table':
        case 'scene':
        case 'log':
        case 'words':
          return membersKeys
        case 'gm':
        case 'gmWords':
        case 'gmScene':
          return gmKeys
        case 'private':
          return privateKeys.get(memberIdOf(streamNumberOf(stream))) ?? []
        case undefined:
          return []
      }
    },
    awaits(stream) {
      return gmKey !== undefined && streamClassOf(stream) === 'private'
    },
    addPrivateKey(owner, published, grantOf, verify) {
      if (gmKey === undefined) return false
      return isSignedBy(owner, published, keys.room, grantOf, verify) && add(owner, published)
    },
    restorePrivateKey: (owner, published) => void add(owner, published),
  }
}
