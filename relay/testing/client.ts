import {
  decodeMessage,
  encodeMessage,
  firstHash,
  isMalformed,
  PROTOCOL_VERSION,
  proofSigningBytes,
} from '../wire/index.ts'
import type { Frame, Welcome } from '../wire/index.ts'
import { signNatively } from './native-signing.ts'
import type { Device } from './people.ts'

/** What carries a client's messages: a real socket or a room in the same process. */
export interface Line {
  send(message: Uint8Array): void
  close(): void
}

/** How a connection ended. */
export interface Ending {
  readonly code: number
  readonly sentence: string
}

/** What a test client asks for in HELLO; it creates unless told otherwise. */
export interface Wishes {
  readonly create?: boolean
  readonly renew?: boolean
}

/** A client that says exactly what a test tells it to, and remembers every frame it got. */
export interface TestClient {
  readonly frames: readonly Frame[]
  /** The same frames, as they came: each message with those in it. */
  readonly messages: readonly (readonly Frame[])[]
  readonly ending: Ending | undefined
  send(...frames: readonly Frame[]): void
  sendBytes(message: Uint8Array): void
  /** The next frame of this type not yet taken; waits for it. Fails when the connection ends first. */
  next<Type extends Frame['type']>(type: Type): Promise<Extract<Frame, { type: Type }>>
  /** Frames of this type that came and were not taken by `next`. */
  untaken(type: Frame['type']): readonly Frame[]
  /** How the connection ends; waits for it. */
  ended(): Promise<Ending>
  /** Answers the challenge as this device and waits to be let in. */
  enter(device: Device, options?: Wishes): Promise<Welcome>
  /** The same, without waiting. */
  knock(device: Device, options?: Wishes): Promise<void>
  /** Asks for the log from the start and answers every record up to LIVE. */
  syncAll(welcome: Welcome): Promise<Uint8Array[]>
  append(...records: readonly Uint8Array[]): void
  close(): void
}

/** The two ends of a client: what the test uses, and what the line feeds. */
export interface TestClientEnds {
  readonly client: TestClient
  readonly onMessage: (message: Uint8Array) => void
  readonly onClose: (ending: Ending) => void
}

/** A client over a line. */
export function createTestClient(line: Line): TestClientEnds {
  const frames: Frame[] = []
  const messages: (readonly Frame[])[] = []
  const taken = new Set<Frame>()
  let ending: Ending | undefined
  let entered: Device | undefined
  let waiting: (() => void)[] = []

  function wake(): void {
    const woken = waiting
    waiting = []
    woken.forEach((resolve) => resolve())
  }

  async function next<Type extends Frame['type']>(
    type: Type,
  ): Promise<Extract<Frame, { type: Type }>> {
    for (;;) {
      const frame = frames.find((candidate) => candidate.type === type && !taken.has(candidate))
      if (frame !== undefined) {
        taken.add(frame)
        return frame as Extract<Frame, { type: Type }>
      }
      if (ending !== undefined) {
        throw new Error(`No ${type} came: closed with ${ending.code}, ${ending.sentence}`)
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }

  async function knock(device: Device, options: Wishes = {}): Promise<void> {
    const { challenge } = await next('challenge')
    const { room, chain, keys } = device
    entered = device
    const signature = signNatively(proofSigningBytes(room, challenge), keys.secretKey)
    const create = options.create ?? true
    const renew = options.renew === true ? { renew: true } : {}
    client.send(
      { type: 'hello', version: PROTOCOL_VERSION, room, create, ...renew, chain },
      { type: 'prove', signature },
    )
  }

  const client: TestClient = {
    frames,
    messages,

    get ending() {
      return ending
    },

    send(...sent) {
      line.send(encodeMessage(...sent))
    },

    sendBytes: (message) => line.send(message),
    next,
    untaken: (type) => frames.filter((frame) => frame.type === type && !taken.has(frame)),

    async ended() {
      while (ending === undefined) await new Promise<void>((resolve) => waiting.push(resolve))
      return ending
    },

    async enter(device, options) {
      await knock(device, options)
      return next('welcome')
    },

    knock,

    async syncAll({ epoch }) {
      if (entered === undefined) throw new Error('Enter a room before syncing.')
      client.send({ type: 'sync', epoch, seq: 0, hash: firstHash(entered.room, epoch) })
      await next('position')
      await next('live')
      return frames.flatMap((frame) => (frame.type === 'records' ? frame.records : []))
    },

    append(...records) {
      client.send({ type: 'append', records })
    },

    close: () => line.close(),
  }

  return {
    client,

    onMessage(message) {
      const decoded = decodeMessage(message)
      if (isMalformed(decoded)) throw new Error(`The relay sent nonsense: ${decoded.reason}`)
      messages.push(decoded)
      frames.push(...decoded)
      wake()
    },

    onClose(end) {
      ending ??= end
      wake()
    },
  }
}
