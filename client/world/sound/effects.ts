import { z } from 'zod'
import { isAssetId, type AssetId } from '../../assets/index.ts'
import type { SyncSession } from '../../sync/index.ts'
import type { Members } from '../parts.ts'
import { MadeEffect } from './sound-rules.ts'

/** A sound that is heard once: made by each device, or a file. */
export const Effect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('made'), effect: MadeEffect }),
  z.object({ kind: z.literal('file'), id: z.custom<AssetId>(isAssetId) }),
])
export type Effect = z.infer<typeof Effect>

/** Sounds for everybody who is here now. Nobody keeps them. */
export interface Effects {
  /** Lets everyone hear it once, this device too. Only a GM's is heard by others. */
  sendEffect(effect: Effect): void
  onEffect(listener: (effect: Effect) => void): () => void
}

const Message = z.object({ t: z.literal('effect'), what: Effect })

/** Effects over the session's whispers. */
export function createEffects(options: {
  readonly session: SyncSession
  readonly members: Pick<Members, 'roleOf'>
}): Effects & { stop(): void } {
  const { session, members } = options
  const listeners = new Set<(effect: Effect) => void>()

  function tell(effect: Effect): void {
    for (const listener of listeners) listener(effect)
  }

  const leave = session.onWhisper((from, _audience, payload) => {
    const message = decode(payload)
    if (message !== undefined && members.roleOf(from.member) === 'gm') tell(message.what)
  })

  return {
    sendEffect(what) {
      session.whisper('members', new TextEncoder().encode(JSON.stringify({ t: 'effect', what })))
      tell(what)
    },
    onEffect(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: leave,
  }
}

function decode(payload: Uint8Array): z.infer<typeof Message> | undefined {
  if (payload.length > longestPayload) return undefined
  try {
    return Message.safeParse(JSON.parse(new TextDecoder().decode(payload))).data
  } catch {
    return undefined
  }
}

const longestPayload = 500
