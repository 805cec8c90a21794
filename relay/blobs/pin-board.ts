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
   * The board after a manifest. A player's replaces that device's own and is added to the others'. A GM sees everything,
   * so a GM's replaces the others' as well: but what a player said within the grace time stays, for the GM's device may
   * not have heard of it, or not hold its key.
   */
  with(manifest: PinManifest, said: Said): PinBoard
  /** How many hashes all manifests name, one after the other. */
  readonly entries: number
  /** To be read by `readPinBoard`. */
  encode(): Uint8Array
}

/** Who says what is needed, and when. */
export interface Said {
  readonly isGm: boolean
  readonly atMs: number
  readonly graceMs: number
  /** With more hashes than this on the board, a GM's manifest replaces all others. */
  readonly mostEntries: number
}

interface Pinned {
  readonly manifest: PinManifest
  readonly isGm: boolean
  readonly atMs: number
}

const VERSION = 2
/** Does not say who said what when: read as said by players long ago. */
const VERSION_WITHOUT_TIMES = 1

/** A board on which nothing was pinned yet. */
export function emptyPinBoard(): PinBoard {
  return boardOf(new Map(), new Map())
}

/** Reads what `encode` made; an empty board when it makes no sense, which only puts removal off. */
export function readPinBoard(bytes: Uint8Array | undefined): PinBoard {
  if (bytes === undefined) return emptyPinBoard()
  const pins = new Map<string, Pinned>()
  const counters = new Map<string, number>()
  try {
    const decoder = decoding.createDecoder(bytes)
    const version = decoding.readUint8(decoder)
    if (version !== VERSION && version !== VERSION_WITHOUT_TIMES) return emptyPinBoard()
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const manifest = decodePinManifest(decoding.readVarUint8Array(decoder))
      const isGm = version === VERSION && decoding.readUint8(decoder) === 1
      const atMs = version === VERSION ? decoding.readVarUint(decoder) : 0
      if (!isMalformed(manifest)) pins.set(keyToText(manifest.device), { manifest, isGm, atMs })
    }
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      counters.set(decoding.readVarString(decoder), decoding.readVarUint(decoder))
    }
    return boardOf(pins, counters)
  } catch {
    return emptyPinBoard()
  }
}

function boardOf(
  pins: ReadonlyMap<string, Pinned>,
  counters: ReadonlyMap<string, number>,
): PinBoard {
  const hashes = new Set<BlobHash>()
  let entries = 0
  for (const { manifest } of pins.values()) {
    entries += manifest.hashes.size
    for (const hash of manifest.hashes) hashes.add(hash)
  }

  /** What a GM's manifest leaves beside itself. */
  function heardLately({ atMs: nowMs, graceMs, mostEntries }: Said): Map<string, Pinned> {
    if (entries > mostEntries) return new Map()
    return new Map([...pins].filter(([, { isGm, atMs }]) => !isGm && nowMs - atMs < graceMs))
  }

  return {
    entries,
    isPinned: (hash) => hashes.has(hash),
    counterOf: (device) => counters.get(keyToText(device)) ?? 0,
    with(manifest, said) {
      const { isGm, atMs } = said
      const name = keyToText(manifest.device)
      const kept = isGm ? heardLately(said) : new Map(pins)
      kept.set(name, { manifest, isGm, atMs })
      return boardOf(kept, new Map([...counters, [name, manifest.counter]]))
    },
    encode() {
      const encoder = encoding.createEncoder()
      encoding.writeUint8(encoder, VERSION)
      encoding.writeVarUint(encoder, pins.size)
      for (const { manifest, isGm, atMs } of pins.values()) {
        encoding.writeVarUint8Array(encoder, encodePinManifest(manifest))
        encoding.writeUint8(encoder, isGm ? 1 : 0)
        encoding.writeVarUint(encoder, Math.max(0, Math.round(atMs)))
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
