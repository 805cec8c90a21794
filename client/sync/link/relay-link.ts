import {
  decodeMessage,
  encodeMessage,
  isMalformed,
  PROTOCOL_VERSION,
  type Chain,
  type Challenge,
  type Frame,
  type RoomId,
} from '#relay/wire'
import type { Schedule } from '../schedule.ts'
import { backOffMs } from './back-off.ts'
import { advance, canAttempt, failuresOf, initialLink } from './link-state.ts'
import type { LinkEvent, LinkState } from './link-state.ts'
import type { Connect, SocketLike } from './socket.ts'

/** The link to the relay: opens sockets, proves who we are, notices silence, tries again. */
export interface RelayLink {
  readonly state: LinkState
  /** Counts sockets: what belongs to an earlier one is out of date. */
  readonly connection: number
  start(): void
  dispatch(event: LinkEvent): void
  /** Sends frames as one message; nothing happens before the relay's WELCOME. */
  send(...frames: readonly Frame[]): void
  /** The relay owes an answer and gives none: this connection is given up, and another tried. */
  giveUp(): void
  /** The network came back, or the person asked: try now. Nothing happens before `start`. */
  retry(): void
  stop(): void
}

const HANDSHAKE_MS = 10_000
const PING_MS = 15_000
const ANSWER_MS = 5_000

/** Builds the link. `frame` gets every frame but CHALLENGE; `lost` is called when a socket is gone. */
export function createRelayLink(options: {
  readonly url: string
  readonly room: RoomId
  readonly chain: Chain
  readonly mayCreate: () => boolean
  readonly prove: (challenge: Uint8Array) => Promise<Uint8Array>
  readonly connect: Connect
  readonly schedule: Schedule
  readonly now: () => number
  /** Evenly spread in [0, 1). */
  readonly jitter: () => number
  readonly isInFlight: () => boolean
  readonly frame: (frame: Exclude<Frame, Challenge>) => void
  /** The relay says what time it is, in milliseconds since 1970, asked when this device's clock said `askedMs`. */
  readonly relayTime: (relayTimeMs: number, askedMs: number) => void
  readonly lost: () => void
  readonly onState: () => void
}): RelayLink {
  const { url, room, chain, connect, schedule, now } = options
  let state = initialLink
  let socket: SocketLike | undefined
  let connection = 0
  let heardMs = 0
  let pingedMs = 0
  /** When what the relay has yet to answer went out, the oldest first. */
  let asked: number[] = []
  let isWelcome = false
  let isStarted = false
  let isStopped = false
  let cancelRetry: (() => void) | undefined
  let cancelWatch: (() => void) | undefined

  function dispatch(event: LinkEvent): void {
    const before = state
    state = advance(state, event)
    if (state === before) return
    if (state.state === 'refused') shut()
    if (canAttempt(state)) planRetry()
    options.onState()
  }

  function attempt(): void {
    cancelRetry?.()
    cancelRetry = undefined
    if (isStopped || !canAttempt(state)) return
    dispatch({ type: 'attempt' })
    connection += 1
    const number = connection
    isWelcome = false
    heardMs = now()
    pingedMs = now()
    asked = []
    socket = connect(url, {
      message: (bytes) => {
        if (number === connection) receive(bytes)
      },
      closed: (code) => {
        if (number === connection) lose(code)
      },
    })
    watch()
  }

  function receive(bytes: Uint8Array): void {
    heardMs = now()
    const frames = decodeMessage(bytes)
    if (isMalformed(frames)) return drop()
    for (const frame of frames) {
      if (frame.type === 'challenge') void answer(frame.challenge, connection)
      else {
        if (frame.type === 'welcome') isWelcome = true
        if (frame.type === 'welcome' || frame.type === 'pong') answered(frame.relayTimeMs)
        options.frame(frame)
      }
    }
  }

  /** Answers come in the order of what was asked. */
  function answered(relayTimeMs: number): void {
    const askedMs = asked.shift()
    if (askedMs !== undefined) options.relayTime(relayTimeMs, askedMs)
  }

  async function answer(challenge: Uint8Array, number: number): Promise<void> {
    const signature = await options.prove(challenge)
    if (number !== connection) return
    asked.push(now())
    write(
      { type: 'hello', version: PROTOCOL_VERSION, room, create: options.mayCreate(), chain },
      { type: 'prove', signature },
    )
  }

  // Sleeping tabs fire late: silence is judged by the clock at each look, and a look after a long gap asks first.
  function watch(): void {
    cancelWatch?.()
    cancelWatch = schedule(1_000, () => {
      const silentMs = now() - heardMs
      const isAsked = pingedMs > heardMs
      if (!isWelcome && silentMs > HANDSHAKE_MS) return drop()
      if (isAsked && now() - pingedMs > ANSWER_MS) return drop()
      const isDue = silentMs > PING_MS || now() - pingedMs > PING_MS
      if (isWelcome && !isAsked && (isDue || (options.isInFlight() && silentMs > ANSWER_MS))) ping()
      watch()
    })
  }

  function ping(): void {
    pingedMs = now()
    asked.push(pingedMs)
    send({ type: 'ping' })
  }

  /** This side gives the socket up. */
  function drop(): void {
    lose(1006)
  }

  function lose(code: number): void {
    shut()
    options.lost()
    dispatch({ type: 'closed', code })
  }

  function shut(): void {
    cancelWatch?.()
    connection += 1
    socket?.close()
    socket = undefined
    isWelcome = false
  }

  function planRetry(): void {
    if (isStopped) return
    cancelRetry?.()
    cancelRetry = schedule(backOffMs(failuresOf(state), options.jitter()), attempt)
  }

  function send(...frames: readonly Frame[]): void {
    if (isWelcome) write(...frames)
  }

  function write(...frames: readonly Frame[]): void {
    socket?.send(encodeMessage(...frames))
  }

  return {
    get state() {
      return state
    },
    get connection() {
      return connection
    },
    start() {
      isStarted = true
      attempt()
    },
    dispatch,
    send,
    giveUp() {
      if (socket !== undefined) drop()
    },
    retry() {
      if (!isStarted) return
      if (canAttempt(state)) attempt()
      else if (isWelcome) ping()
    },
    stop() {
      isStopped = true
      cancelRetry?.()
      shut()
      options.lost()
      state = { state: 'offline', failures: 0 }
    },
  }
}
