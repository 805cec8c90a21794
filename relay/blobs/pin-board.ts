import { decodePinManifest, encodePinManifest, isMalformed, keyToText } from '../wire/index.ts'
import type { BlobHash, PinManifest } from '../wire/index.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What the devices of a room say it still needs. */
export interface PinBoard {
  isPinned(hash: BlobHash): boolean
  /** Counter of the newest manifest of this device; 0 when there was none. */
  counterOf(device: Uint8Array): number
  /**
   * The board after a manifest. A GM sees everything, so what a GM's device says replaces what all said before; a
   * player's manifest replaces that device's own and is added to the others'.
   */
  with(manifest: PinManifest, isGm: boolean): PinBoard
  /** How many hashes all manifests name, one after the other. */
  readonly entries: number
  /** To be read by `readPinBoard`. */
  encode(): Uint8Array
}

const VERSION = 1

/** A board on which nothing was pinned yet. */
export function emptyPinBoard(): PinBoard {
  return boardOf(new Map(), new Map())
}

/** Reads what `encode` made; an empty board when it makes no sense, which only puts removal off. */
export function readPinBoard(bytes: Uint8Array | undefined): PinBoard {
  if (bytes === undefined) return emptyPinBoard()
  const manifests = new Map<string, PinManifest>()
  const counters = new Map<string, number>()
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readUint8(decoder) !== VERSION) return emptyPinBoard()
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const manifest = decodePinManifest(decoding.readVarUint8Array(decoder))
      if (!isMalformed(manifest)) manifests.set(keyToText(manifest.device), manifest)
    }
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      counters.set(decoding.readVarString(decoder), decoding.readVarUint(decoder))
    }
    return boardOf(manifests, counters)
  } catch {
    return emptyPinBoard()
  }
}

function boardOf(
  manifests: ReadonlyMap<string, PinManifest>,
  counters: ReadonlyMap<string, number>,
): PinBoard {
  const hashes = new Set<BlobHash>()
  let entries = 0
  for (const manifest of manifests.values()) {
    entries += manifest.hashes.size
    for (const hash of manifest.hashes) hashes.add(hash)
  }

  return {
    entries,
    isPinned: (hash) => hashes.has(hash),
    counterOf: (device) => counters.get(keyToText(device)) ?? 0,
    with(manifest, isGm) {
      const name = keyToText(manifest.device)
      const kept = isGm ? new Map<string, PinManifest>() : new Map(manifests)
      kept.set(name, manifest)
      return boardOf(kept, new Map([...counters, [name, manifest.counter]]))
    },
    encode() {
      const encoder = encoding.createEncoder()
      encoding.writeUint8(encoder, VERSION)
      encoding.writeVarUint(encoder, manifests.size)
      for (const manifest of manifests.values()) {
        encoding.writeVarUint8Array(encoder, encodePinManifest(manifest))
      }
      encoding.writeVarUint(encoder, counters.size)
      for (const [device, counter] of counters) {
        encoding.writeVarString(encoder, device)
        encoding.writeVarUint(encoder, counter)
      }
      return encoding.toUint8Array(encoder)
    },
  }
}
