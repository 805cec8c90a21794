import type { Audience, Present, SyncSession } from '../../sync/index.ts'
import { toColour, toText } from '../documents/foreign.ts'
import type { MembersPart } from './members.ts'
import type { Presence } from '../parts.ts'
import { decodePresence, encodePresence, mostDragged } from './presence-messages.ts'
import type { Secrets } from '../documents/secrets.ts'
import { createThrottle } from './throttle.ts'
import type { Topics } from '../topics.ts'
import type { PresenceView, TokenMove } from '../views.ts'

interface PresenceOptions {
  readonly session: SyncSession
  readonly members: MembersPart
  readonly secrets: Secrets
  readonly topics: Topics
  /** Whether a token that players must not know of stands there. Positions in cells. */
  readonly hidesToken: (scene: string, x: number, y: number) => boolean
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

interface Seen {
  cursor?: { readonly scene: string; readonly x: number; readonly y: number }
  /** Per audience, since hidden tokens travel apart. */
  readonly drags: Map<Audience, readonly TokenMove[]>
  dragAt: number
}

/** Cursors and drags of the others, per connection; gone with the connection. */
export function createPresence(options: PresenceOptions): Presence & { stop(): void } {
  const { session, members, secrets, topics } = options
  const seen = new Map<number, Seen>()
  let dragging: readonly TokenMove[] = []
  let pointedAt: 'nothing' | 'open' | 'secret' = 'nothing'
  let lastAt: { scene: string; x: number; y: number } | undefined
  const dragTold = new Set<Audience>()
  let known: ReadonlySet<number> = new Set()
  let cancelBeat: (() => void) | undefined

  const cursor = createThrottle<{ scene: string; x: number; y: number }>({
    everyMs: cursorEveryMs,
    now: () => session.now(),
    schedule: options.schedule,
    send: tellCursor,
  })
  const drags = createThrottle<readonly TokenMove[]>({
    everyMs: dragEveryMs,
    now: () => session.now(),
    schedule: options.schedule,
    send: tellDrag,
  })

  /** Where a GM points at what is hidden is for GMs; for the others the pointer is gone meanwhile. */
  function tellCursor(at: { scene: string; x: number; y: number }): void {
    const isSecret = secrets.has(`scenes.${at.scene}`) || options.hidesToken(at.scene, at.x, at.y)
    if (isSecret && pointedAt !== 'secret') {
      session.whisper('members', encodePresence({ t: 'at', scene: NOWHERE, x: 0, y: 0 }))
    }
    pointedAt = isSecret ? 'secret' : 'open'
    session.whisper(isSecret ? 'gm' : 'members', encodePresence({ t: 'at', ...at }))
  }

  /** What players must not know of goes to the GM's devices only. */
  function tellDrag(moves: readonly TokenMove[]): void {
    const shown = moves.slice(0, mostDragged)
    const isHidden = ({ id }: TokenMove) => secrets.has(`tokens.${id}`)
    tellDragTo(
      'members',
      shown.filter((move) => !isHidden(move)),
    )
    tellDragTo('gm', shown.filter(isHidden))
  }

  function tellDragTo(audience: Audience, moves: readonly TokenMove[]): void {
    if (moves.length === 0 && !dragTold.delete(audience)) return
    if (moves.length > 0) dragTold.add(audience)
    const short = moves.map(({ id, x, y }): [string, number, number] => [id, round(x), round(y)])
    session.whisper(audience, encodePresence({ t: 'drag', moves: short }))
  }

  function announce(): void {
    session.whisper('members', encodePresence({ t: 'who', ...members.myProfile() }))
  }

  function beat(): void {
    announce()
    if (dragging.length > 0) tellDrag(dragging)
    forgetStale()
    cancelBeat = options.schedule(beatEveryMs, beat)
  }

  /** A drag whose end was lost on the way must not float for ever. */
  function forgetStale(): void {
    let changed = false
    for (const one of seen.values()) {
      if (one.drags.size === 0 || session.now() - one.dragAt < dragLastsMs) continue
      one.drags.clear()
      changed = true
    }
    if (changed) topics.tell('presence')
  }

  function onWhisper(from: Present, audience: Audience, payload: Uint8Array): void {
    const message = decodePresence(payload)
    if (message === undefined) return
    const one: Seen = seen.get(from.connection) ?? { drags: new Map(), dragAt: 0 }
    switch (message.t) {
      case 'who':
        members.announce(from.member, {
          name: toText(message.name, 'Someone', 40),
          ...(toColour(message.colour) === undefined ? {} : { colour: message.colour }),
        })
        return
      case 'at':
        one.cursor = { scene: message.scene, x: message.x, y: message.y }
        break
      case 'drag':
        one.dragAt = session.now()
        one.drags.set(
          audience,
          message.moves.map(([id, x, y]) => ({ id, x, y })),
        )
        break
      default:
        message satisfies never
    }
    seen.set(from.connection, one)
    topics.tell('presence')
  }

  function onPresent(): void {
    const here = new Set(session.present.map(({ connection }) => connection))
    const gone = [...seen.keys()].filter((connection) => !here.has(connection))
    for (const connection of gone) seen.delete(connection)
    if ([...here].some((connection) => !known.has(connection))) announce()
    known = here
    if (gone.length > 0) topics.tell('presence')
  }

  /** A token may have been hidden, or shown, under a pointer that rests. */
  function lookAgain(): void {
    if (lastAt === undefined || pointedAt === 'nothing') return
    const { scene, x, y } = lastAt
    if (options.hidesToken(scene, x, y) !== (pointedAt === 'secret')) tellCursor(lastAt)
  }

  const leaveTokens = topics.on('tokens', lookAgain)
  const leaveWhispers = session.onWhisper(onWhisper)
  const leavePresent = session.onPresent(onPresent)
  beat()

  return {
    all() {
      const byMember = new Map<string, Seen[]>()
      for (const { connection, member } of session.present) {
        const one = seen.get(connection)
        if (one !== undefined) byMember.set(member, [...(byMember.get(member) ?? []), one])
      }
      return [...byMember].map(([member, ones]) => toView(member, ones, members))
    },

    drag(moves) {
      dragging = moves
      if (moves.length > 0) {
        drags.offer(moves)
        return
      }
      drags.drop()
      tellDrag([])
    },

    pointAt(scene, x, y) {
      lastAt = { scene, x: round(x), y: round(y) }
      cursor.offer(lastAt)
    },

    stop() {
      leaveTokens()
      leaveWhispers()
      leavePresent()
      cancelBeat?.()
      cursor.drop()
      drags.drop()
    },
  }
}

function toView(member: string, ones: readonly Seen[], members: MembersPart): PresenceView {
  const cursor = ones.findLast((one) => one.cursor !== undefined)?.cursor
  return {
    member,
    name: members.nameOf(member),
    colour: members.colourOf(member),
    ...(cursor === undefined ? {} : { cursor }),
    drags: ones.flatMap((one) =>
      [...one.drags.values()].flat().map(({ id, x, y }) => ({ token: id, x, y })),
    ),
  }
}

/** Hundredths of a cell are finer than a pixel. */
function round(cells: number): number {
  return Math.round(cells * 100) / 100
}

/** No scene has this id: whoever points there points at nothing. */
const NOWHERE = '-'
const cursorEveryMs = 50
const dragEveryMs = 34
const beatEveryMs = 15_000
const dragLastsMs = 20_000
