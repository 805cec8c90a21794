import { streamClassOf, streamNumberOf } from '#relay/wire'
import { memberIdOf } from '../names.ts'
import { openAsGm } from './gm-sealing.ts'
import { keyBytes, type SessionKeys } from './session-keys.ts'

/** The read keys one device holds. */
export interface Keyring {
  /** The keys to try on what a stream carries, likeliest first; empty when this device cannot read it. */
  keysOf(stream: number): readonly Uint8Array[]
  /** Whether a key for the stream may still come: another member's private stream, on a GM device. */
  awaits(stream: number): boolean
  /** Takes another member's private key, sealed to the GM; false when it is not for this device or known already. */
  addPrivateKey(member: string, sealedKey: Uint8Array): boolean
}

const MOST_KEYS_PER_MEMBER = 8

/** A keyring that holds what the session's keys open, for the member with this id. */
export function createKeyring(keys: SessionKeys, member: string): Keyring {
  const membersKeys = [keyBytes(keys.membersKey)]
  const gmKey = keys.gmKey === undefined ? undefined : keyBytes(keys.gmKey)
  const gmKeys = gmKey === undefined ? [] : [gmKey]
  const privateKeys = new Map<string, Uint8Array[]>([[member, [keyBytes(keys.privateKey)]]])

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
    addPrivateKey(owner, sealedKey) {
      const key = gmKey === undefined ? undefined : openAsGm(gmKey, sealedKey)
      if (key?.length !== 32) return false
      const known = privateKeys.get(owner) ?? []
      const isKnown = known.some((other) => other.every((byte, index) => byte === key[index]))
      if (isKnown || known.length >= MOST_KEYS_PER_MEMBER) return false
      privateKeys.set(owner, [...known, key])
      return true
    },
  }
}
