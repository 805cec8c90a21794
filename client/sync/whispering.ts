import { concatBytes, connectionId, type Ephemeral } from '#relay/wire'
import type { Heard } from './company.ts'
import { WHISPER_OVERHEAD_BYTES, type WhisperSealer } from './sealing/whisper-sealer.ts'
import type { Audience, Present } from './sync-session.ts'

export type WhisperListener = (from: Present, audience: Audience, payload: Uint8Array) => void

/** Ephemeral messages of this tab: the game's, and those that devices exchange among themselves. */
export interface Whispering {
  /** Sends, or drops it when this device may not whisper there. Throws when it is too long. */
  send(audience: Audience, kind: WhisperKind, payload: Uint8Array): void
  /** Hands on what was heard. */
  take(heard: Heard): void
  /** What the game of another device whispers; the answer stops listening. */
  onGame(listener: WhisperListener): () => void
}

export type WhisperKind = keyof typeof KINDS

/** First byte of a whisper: who is to hear it on the other side. */
const KINDS = { game: 0, digests: 1 } as const
const WHISPER_BYTES = 4_096
const NOBODY = connectionId(0)

/** Nobody listens yet. */
export function createWhispering(options: {
  readonly sealer: WhisperSealer
  readonly now: () => number
  readonly send: (frame: Ephemeral) => void
  readonly onDigests: (payload: Uint8Array) => void
}): Whispering {
  const { sealer, now } = options
  const listeners = new Set<WhisperListener>()
  return {
    send(audience, kind, payload) {
      if (payload.length >= WHISPER_BYTES - WHISPER_OVERHEAD_BYTES) {
        throw new Error('A whisper is too long; send less at once.')
      }
      const whisper = concatBytes(Uint8Array.of(KINDS[kind]), payload)
      const sealed = sealer.seal(audience, whisper, now())
      if (sealed === undefined) return
      const stream = sealer.stream(audience)
      options.send({ type: 'ephemeral', connection: NOBODY, stream, payload: sealed })
    },
    take({ from, audience, payload }) {
      const content = payload.subarray(1)
      if (payload[0] === KINDS.digests) options.onDigests(content)
      if (payload[0] === KINDS.game)
        for (const listener of listeners) listener(from, audience, content)
    },
    onGame(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
