import { concatBytes, keyToText, roomIdToBytes, streamOf, type RoomId } from '#relay/wire'
import type { Keyring } from '../keys/keyring.ts'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { Audience } from '../sync-session.ts'
import type { CryptoSuite } from './crypto-suite.ts'

export interface WhisperSealer {
  /** Starts counting anew under a fresh key: once per connection. */
  reconnect(): void
  stream(audience: Audience): number
  /** Seals a whisper; undefined when this device may not whisper to that audience. */
  seal(audience: Audience, payload: Uint8Array, nowMs: number): Uint8Array | undefined
  /** Opens a whisper of the device; undefined when it is altered, old, or was heard before. */
  open(
    stream: number,
    device: Uint8Array,
    bytes: Uint8Array,
    nowMs: number,
  ): { readonly audience: Audience; readonly payload: Uint8Array } | undefined
}

export const WHISPER_OVERHEAD_BYTES = 16 + 4 + 8 + 16
const OLDEST_MS = 120_000
const MOST_REMEMBERED_SALTS = 1024
const INFO = new TextEncoder().encode('dungeon-lab whisper 1')
const STREAMS: Readonly<Record<Audience, number>> = {
  members: streamOf('table'),
  gm: streamOf('gm'),
}

/** Seals ephemeral messages: a key per (audience, device, connection), counted, with the time of sending inside. */
export function createWhisperSealer(options: {
  readonly room: RoomId
  readonly device: Uint8Array
  readonly keyring: Keyring
  readonly crypto: CryptoSuite
  readonly random: RandomBytes
}): WhisperSealer {
  const { room, device, keyring, crypto, random } = options
  let salt = random(16)
  let counter = 0
  const heard = new Map<string, number>()
  const keys = new Map<string, Uint8Array>()

  function keyOf(audience: Audience, author: Uint8Array, authorSalt: Uint8Array) {
    const [readKey] = keyring.keysOf(STREAMS[audience])
    if (readKey === undefined) return undefined
    const name = `${audience}${keyToText(author)}${keyToText(authorSalt)}`
    const known = keys.get(name)
    if (known !== undefined) return known
    if (keys.size >= MOST_REMEMBERED_SALTS) keys.clear()
    const made = crypto.derive(
      readKey,
      concatBytes(authorSalt, author, roomIdToBytes(room)),
      INFO,
      32,
    )
    keys.set(name, made)
    return made
  }

  return {
    reconnect() {
      salt = random(16)
      counter = 0
    },
    stream: (audience) => STREAMS[audience],
    seal(audience, payload, nowMs) {
      const key = keyOf(audience, device, salt)
      if (key === undefined) return undefined
      counter += 1
      const head = concatBytes(salt, u32(counter))
      const plaintext = concatBytes(f64(nowMs), payload)
      return concatBytes(head, crypto.seal(key, nonceOf(counter), head, plaintext))
    },
    open(stream, author, bytes, nowMs) {
      const audience =
        stream === STREAMS.gm ? 'gm' : stream === STREAMS.members ? 'members' : undefined
      if (audience === undefined || bytes.length < WHISPER_OVERHEAD_BYTES) return undefined
      const authorSalt = bytes.subarray(0, 16)
      const key = keyOf(audience, author, authorSalt)
      if (key === undefined) return undefined
      const count = new DataView(bytes.buffer, bytes.byteOffset + 16).getUint32(0)
      const source = `${keyToText(author)}${keyToText(authorSalt)}`
      if (count <= (heard.get(source) ?? 0)) return undefined
      const head = bytes.subarray(0, 20)
      const plaintext = crypto.open(key, nonceOf(count), head, bytes.subarray(20))
      if (plaintext === undefined) return undefined
      const sentMs = new DataView(plaintext.buffer, plaintext.byteOffset).getFloat64(0)
      if (Math.abs(nowMs - sentMs) > OLDEST_MS) return undefined
      if (heard.size >= MOST_REMEMBERED_SALTS) heard.delete(heard.keys().next().value ?? '')
      heard.set(source, count)
      return { audience, payload: plaintext.subarray(8) }
    },
  }
}

function nonceOf(count: number): Uint8Array {
  return concatBytes(new Uint8Array(20), u32(count))
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function f64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return bytes
}
