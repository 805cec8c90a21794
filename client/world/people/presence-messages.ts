import { z } from 'zod'

const cell = z.number().min(-100_000).max(100_000)
/** Bytes of a message, well below what a relay forwards. */
const longestPayload = 3500
/** As many tokens as one message shows being dragged. */
export const mostDragged = 80

const id = z.string().min(1).max(64)

/** What presence says. Small, never stored, and not to be trusted: it comes from another device. */
export const PresenceMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('who'), name: z.string().max(200), colour: z.string().max(16) }),
  z.object({ t: z.literal('at'), scene: id, x: cell, y: cell }),
  /** Where tokens are being dragged: [id, x, y] each; none when the drag ended. */
  z.object({ t: z.literal('drag'), moves: z.array(z.tuple([id, cell, cell])).max(mostDragged) }),
])
export type PresenceMessage = z.infer<typeof PresenceMessage>

/** The bytes of a message. */
export function encodePresence(message: PresenceMessage): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message))
}

/** What somebody sent, or undefined when it is none of ours. */
export function decodePresence(payload: Uint8Array): PresenceMessage | undefined {
  if (payload.length > longestPayload) return undefined
  try {
    return PresenceMessage.safeParse(JSON.parse(new TextDecoder().decode(payload))).data
  } catch {
    return undefined
  }
}
