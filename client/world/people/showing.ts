import { z } from 'zod'
import type { Audience, Present, SyncSession } from '../../sync/index.ts'
import type { Secrets } from '../documents/secrets.ts'
import { DrawingShape, DrawingStyle } from '../drawings/drawing.ts'
import type { Showing } from '../parts.ts'
import type { Topics } from '../topics.ts'
import type { Members } from '../parts.ts'
import { createThrottle } from './throttle.ts'

const cell = z.number().min(-100_000).max(100_000)
const id = z.string().min(1).max(64)
const place = z.object({ x: cell, y: cell })

/** What a person holds up for the others right now: a ruler, a drawing in the making, a pointer's trail. */
export const Shown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ruler'), route: z.array(place).min(1).max(40) }),
  z.object({
    kind: z.literal('draft'),
    /** The drawing that is being changed; none for a new one. */
    of: id.optional(),
    x: cell,
    y: cell,
    shape: DrawingShape,
    style: DrawingStyle,
  }),
  z.object({ kind: z.literal('trail'), x: cell, y: cell }),
])
export type Shown = z.infer<typeof Shown>

const ShowMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('show'), scene: id, what: Shown.nullable() }),
  z.object({ t: z.literal('ping'), scene: id, x: cell, y: cell, focus: z.boolean() }),
])
type ShowMessage = z.infer<typeof ShowMessage>

/** What another member holds up on a scene. */
export interface ShownView {
  readonly member: string
  readonly name: string
  readonly colour: string
  readonly scene: string
  readonly what: Shown
}

/** Somebody points at a place once; a GM's may ask everyone to look there. */
export interface Ping {
  readonly member: string
  readonly name: string
  readonly colour: string
  readonly scene: string
  readonly x: number
  readonly y: number
  readonly focus: boolean
}

interface ShowingOptions {
  readonly session: SyncSession
  readonly members: Members
  readonly secrets: Secrets
  readonly topics: Topics
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/** What is shown live and never kept: gone with the connection, and 20 seconds after it was last told. */
export function createShowing(options: ShowingOptions): Showing & { stop(): void } {
  const { session, members, secrets, topics } = options
  const shown = new Map<number, { scene: string; what: Shown; at: number }>()
  const listeners = new Set<(ping: Ping) => void>()
  let lastScene: string | undefined
  let cancelSweep: (() => void) | undefined

  const throttle = createThrottle<Extract<ShowMessage, { t: 'show' }>>({
    everyMs: showEveryMs,
    now: () => session.now(),
    schedule: options.schedule,
    send,
  })

  function send(message: ShowMessage): void {
    const payload = new TextEncoder().encode(JSON.stringify(message))
    if (payload.length <= longestPayload) session.whisper(audienceOf(message.scene), payload)
  }

  /** A scene that players do not know of is pointed at among GMs only. */
  function audienceOf(scene: string): Audience {
    return secrets.has(`scenes.${scene}`) ? 'gm' : 'members'
  }

  function who(member: string) {
    return { member, name: members.nameOf(member), colour: members.colourOf(member) }
  }

  function onWhisper(from: Present, _audience: Audience, payload: Uint8Array): void {
    const message = decode(payload)
    if (message === undefined) return
    if (message.t === 'ping') {
      const { scene, x, y } = message
      // Only a GM turns other people's heads.
      const focus = message.focus && members.roleOf(from.member) === 'gm'
      for (const listener of listeners) listener({ ...who(from.member), scene, x, y, focus })
      return
    }
    const { scene, what } = message
    if (what === null) shown.delete(from.connection)
    else shown.set(from.connection, { scene, what, at: session.now() })
    topics.tell('shown')
  }

  function forget(isGone: (connection: number, at: number) => boolean): void {
    const gone = [...shown].filter(([connection, { at }]) => isGone(connection, at))
    for (const [connection] of gone) shown.delete(connection)
    if (gone.length > 0) topics.tell('shown')
  }

  function onPresent(): void {
    const here = new Set(session.present.map(({ connection }) => connection))
    forget((connection) => !here.has(connection))
  }

  function sweep(): void {
    forget((_connection, at) => session.now() - at > lastsMs)
    cancelSweep = options.schedule(lastsMs / 4, sweep)
  }

  const leaveWhispers = session.onWhisper(onWhisper)
  const leavePresent = session.onPresent(onPresent)
  sweep()

  return {
    all() {
      return session.present.flatMap(({ connection, member }) => {
        const one = shown.get(connection)
        return one === undefined ? [] : [{ ...who(member), scene: one.scene, what: one.what }]
      })
    },

    show(scene, what) {
      if (what !== undefined) {
        lastScene = scene
        return throttle.offer({ t: 'show', scene, what })
      }
      throttle.drop()
      if (lastScene !== undefined) send({ t: 'show', scene: lastScene, what: null })
      lastScene = undefined
    },

    ping(scene, x, y, focus) {
      send({ t: 'ping', scene, x, y, focus })
    },

    onPing(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    stop() {
      leaveWhispers()
      leavePresent()
      cancelSweep?.()
      throttle.drop()
    },
  }
}

function decode(payload: Uint8Array): ShowMessage | undefined {
  if (payload.length > longestPayload) return undefined
  try {
    return ShowMessage.safeParse(JSON.parse(new TextDecoder().decode(payload))).data
  } catch {
    return undefined
  }
}

/** Bytes of a message, well below what a relay forwards. */
const longestPayload = 3500
const showEveryMs = 40
const lastsMs = 20_000
