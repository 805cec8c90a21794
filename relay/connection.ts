import {
  CLOSE_CODES,
  closeSentence,
  decodeMessage,
  decodeRecordHead,
  encodeMessage,
  isMalformed,
  proofSigningBytes,
  verifyChain,
} from './wire/index.ts'
import type { CloseReason, ConnectionId, Frame, Hello, Prove } from './wire/index.ts'
import type { ReadHead, RoomId, Verify } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import { createMember, type Member } from './member.ts'
import type { Peer } from './outbox.ts'
import type { Entry, Rejected } from './register.ts'
import type { Room } from './room.ts'
import { DamagedRoom } from './storage/storage.ts'
import { createTokenBucket } from './token-bucket.ts'

/** One socket's conversation with the relay. */
export interface RelayConnection {
  /** Whether it is in a room, which is when it may take its time. */
  readonly isInside: () => boolean
  /** Takes a socket message. A promise means: better wait with reading on until it settles. */
  receive(message: Uint8Array): Promise<void> | undefined
  /** Ends the conversation from this side. */
  close(reason: CloseReason, sentence?: string): void
  /** The socket is gone. */
  closed(): void
}

export interface ConnectionOptions {
  readonly id: ConnectionId
  readonly peer: Peer
  readonly limits: RelayLimits
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
  readonly verify: Verify
  /** Brings a member into the room it asks for. */
  readonly enter: (hello: Hello, member: Member, entry: Entry) => Promise<Room | Rejected>
  /** The relay ends the conversation with this code. */
  readonly onClose: (code: number) => void
  /** The conversation is over, whoever ended it. */
  readonly onGone: () => void
  /** Something outside the protocol went wrong, such as storage; the room is the one it asked for. */
  readonly onFailed: (error: unknown, room: RoomId | undefined) => void
}

type Step =
  | { readonly at: 'challenged' }
  | { readonly at: 'greeted'; readonly hello: Hello }
  | { readonly at: 'entering'; readonly member: Member }
  | { readonly at: 'inside'; readonly member: Member; readonly room: Room }
  | { readonly at: 'closed' }

/** Begins the conversation with a challenge. Messages are worked off one after the other. */
export function createConnection(options: ConnectionOptions): RelayConnection {
  const { peer, limits, now } = options
  const challenge = options.random(32)
  const requests = createTokenBucket({
    perSecond: limits.requestsPerSecond,
    burst: limits.requestBurst,
    now,
  })
  const inbox: Uint8Array[] = []
  let step: Step = { at: 'challenged' }
  let working: Promise<void> | undefined
  let room: RoomId | undefined

  peer.send(encodeMessage({ type: 'challenge', challenge }))

  function close(reason: CloseReason, sentence?: string): undefined {
    if (step.at === 'closed') return
    const code = CLOSE_CODES[reason]
    leave()
    options.onClose(code)
    peer.close(code, sentence ?? closeSentence(code) ?? '')
  }

  function leave(): void {
    const last = step
    step = { at: 'closed' }
    if (last.at === 'closed') return
    options.onGone()
    if (last.at === 'inside') last.room.leave(last.member)
    if (last.at === 'entering') last.member.subscription = { state: 'gone' }
  }

  function fail(error: unknown): void {
    options.onFailed(error, room)
    close(error instanceof DamagedRoom ? 'roomDamaged' : 'storageFailed')
  }

  async function workOff(first: Promise<void>): Promise<void> {
    try {
      await first
      for (let message = inbox.shift(); message !== undefined; message = inbox.shift()) {
        await take(message)
      }
    } catch (error) {
      fail(error)
    } finally {
      working = undefined
    }
  }

  function take(message: Uint8Array): Promise<void> | undefined {
    if (step.at === 'closed') return undefined
    const isInside = step.at === 'inside'
    if (message.length > (isInside ? limits.messageBytes : limits.helloBytes)) {
      return close('malformed', 'A message is longer than the relay allows.')
    }
    const frames = decodeMessage(message, limits.framesPerMessage)
    if (isMalformed(frames)) {
      if (frames.isOtherVersion === true) return close('unknownVersion')
      return close('malformed', frames.reason)
    }
    return takeAll(frames, 0)
  }

  /** Without a promise as long as nothing has to be waited for: most messages never wait. */
  function takeAll(frames: readonly Frame[], from: number): Promise<void> | undefined {
    for (let index = from; index < frames.length; index += 1) {
      const frame = frames[index]
      if (frame === undefined || step.at === 'closed') return undefined
      const waiting = takeFrame(frame)
      if (waiting !== undefined) return waiting.then(() => takeAll(frames, index + 1))
    }
    return undefined
  }

  function takeFrame(frame: Frame): Promise<void> | undefined {
    if (step.at === 'challenged' && frame.type === 'hello') return greet(frame)
    if (step.at === 'greeted' && frame.type === 'prove') return prove(step.hello, frame)
    if (step.at === 'inside' && step.member.subscription.state !== 'arriving') {
      return takeInside(step.room, step.member, frame)
    }
    return close('malformed', 'A frame came before its turn.')
  }

  function greet(hello: Hello): undefined {
    room = hello.room
    step = { at: 'greeted', hello }
  }

  function prove(hello: Hello, frame: Prove): Promise<void> | undefined {
    const device = hello.chain.at(-1)
    const proof = proofSigningBytes(hello.room, challenge)
    if (device === undefined || !options.verify(frame.signature, proof, device.subject)) {
      return close('proofFailed')
    }
    const grant = verifyChain(hello.room, hello.chain, { verify: options.verify })
    if (grant.type === 'refused') return close('notAllowed', grant.sentence)
    const member = createMember({ connection: options.id, grant, peer, limits, end: close })
    step = { at: 'entering', member }
    const entry = { chain: hello.chain, grant, create: hello.create, nowMs: now() }
    return options.enter(hello, member, entry).then((answer) => {
      if ('type' in answer) return close(answer.reason)
      if (step.at === 'closed') return answer.leave(member)
      step = { at: 'inside', member, room: answer }
    })
  }

  function takeInside(room: Room, member: Member, frame: Frame): Promise<void> | undefined {
    switch (frame.type) {
      case 'append':
        return appendAll(room, member, frame.records, 0)
      case 'ephemeral':
        if (frame.payload.length > limits.ephemeralBytes || frame.connection !== 0) {
          return close('malformed', 'An ephemeral frame is too long or names a connection.')
        }
        room.whisper(member, frame)
        return undefined
      case 'sync':
        if (!requests.take()) return close('tooManyRequests')
        room.sync(member, frame).catch(fail)
        return undefined
      case 'part':
        room.part(member, frame)
        return undefined
      case 'snap':
        if (!requests.take()) return close('tooManyRequests')
        return room.offer(member, frame)
      case 'attest':
        if (!requests.take()) return close('tooManyRequests')
        room.attest(member, frame)
        return undefined
      case 'list':
        if (!requests.take()) return close('tooManyRequests')
        room.list(member, frame)
        return undefined
      case 'fetch':
        if (!requests.take()) return close('tooManyRequests')
        room.fetch(member, frame).catch(fail)
        return undefined
      case 'ping':
        if (!requests.take()) return close('tooManyRequests')
        room.ping(member)
        return undefined
      default:
        return close('malformed', 'A frame came that only the relay sends, or a second time.')
    }
  }

  function appendAll(
    room: Room,
    member: Member,
    records: readonly Uint8Array[],
    from: number,
  ): Promise<void> | undefined {
    let before: ReadHead | undefined
    for (let index = from; index < records.length; index += 1) {
      const bytes = records[index]
      if (bytes === undefined || step.at === 'closed') return undefined
      const record = decodeRecordHead(bytes, before)
      if (isMalformed(record)) return close('malformed', record.reason)
      before = { bytes, head: record }
      const waiting = room.append(member, record, bytes)
      if (waiting !== undefined) {
        return waiting.then(() => appendAll(room, member, records, index + 1))
      }
    }
    return undefined
  }

  return {
    isInside: () => step.at === 'inside',

    receive(message) {
      if (step.at === 'closed') return undefined
      if (working !== undefined) {
        inbox.push(message)
        return working
      }
      try {
        const waiting = take(message)
        if (waiting !== undefined) working = workOff(waiting)
      } catch (error) {
        fail(error)
      }
      return working
    },

    close,

    closed: leave,
  }
}
