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
import type {
  Attest,
  Fetch,
  List,
  Ping,
  ReadHead,
  RoomId,
  Snap,
  Sync,
  Verify,
} from './wire/index.ts'
import { closeReasonFor } from './close-reason.ts'
import type { RelayLimits } from './limits.ts'
import { createMember, type Member } from './member.ts'
import type { Peer } from './outbox.ts'
import type { Entry, Rejected } from './register.ts'
import type { Room } from './room.ts'
import { createTokenBucket, type Rate, type TokenBucket } from './token-bucket.ts'

/** Where a socket comes from. */
export interface Caller {
  /** Whether one more room may be begun from there; counts that it is. */
  mayBegin(): boolean
}

/** One socket's conversation with the relay. */
export interface RelayConnection {
  /** Whether it is in a room, which is when it may take its time. */
  isInside(): boolean
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
  readonly caller: Caller
  readonly world: ConnectionWorld
}

/** What all connections of a relay have in common. */
export interface ConnectionWorld {
  readonly limits: RelayLimits
  /** Frames that ask for something, of one connection. */
  readonly requestRate: Rate
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
  readonly verify: Verify
  /** Brings a member into the room it asks for. */
  readonly enter: (
    hello: Hello,
    member: Member,
    entry: Entry,
    caller: Caller,
  ) => Promise<Room | Rejected>
  /** The relay ends the conversation with this code. */
  readonly onClose: (code: number) => void
  /** The conversation is over, whoever ended it. */
  readonly onGone: (connection: RelayConnection) => void
  /** Something outside the protocol went wrong, such as storage; the room is the one it asked for. */
  readonly onFailed: (error: unknown, room: RoomId | undefined) => void
}

/** Begins the conversation with a challenge. Messages are worked off one after the other. */
export function createConnection(options: ConnectionOptions): RelayConnection {
  return new Conversation(options)
}

/** A frame that asks for something. */
type Request = Sync | Snap | Attest | List | Fetch | Ping

type Step =
  | { readonly at: 'challenged'; readonly challenge: Uint8Array }
  | { readonly at: 'greeted'; readonly challenge: Uint8Array; readonly hello: Hello }
  | { readonly at: 'entering'; readonly member: Member }
  | { readonly at: 'inside'; readonly member: Member; readonly room: Room }
  | { readonly at: 'closed' }

/** There is one for each socket, and most are silent most of the time. */
class Conversation implements RelayConnection {
  readonly id: ConnectionId
  readonly peer: Peer
  readonly caller: Caller
  readonly world: ConnectionWorld
  step: Step
  room: RoomId | undefined
  requests: TokenBucket | undefined
  /** What came while something is waited for. */
  inbox: Uint8Array[] | undefined
  working: Promise<void> | undefined

  constructor({ id, peer, caller, world }: ConnectionOptions) {
    this.id = id
    this.peer = peer
    this.caller = caller
    this.world = world
    const challenge = world.random(32)
    this.step = { at: 'challenged', challenge }
    peer.send(encodeMessage({ type: 'challenge', challenge }))
  }

  isInside(): boolean {
    return this.step.at === 'inside'
  }

  receive(message: Uint8Array): Promise<void> | undefined {
    if (this.step.at === 'closed') return undefined
    if (this.working !== undefined) {
      this.inbox ??= []
      this.inbox.push(message)
      return this.working
    }
    try {
      const waiting = this.take(message)
      if (waiting !== undefined) this.working = this.workOff(waiting)
    } catch (error) {
      this.fail(error)
    }
    return this.working
  }

  close(reason: CloseReason, sentence?: string): undefined {
    if (this.step.at === 'closed') return
    const code = CLOSE_CODES[reason]
    this.closed()
    this.world.onClose(code)
    this.peer.close(code, sentence ?? closeSentence(code) ?? '')
  }

  closed(): void {
    const last = this.step
    this.step = { at: 'closed' }
    if (last.at === 'closed') return
    this.world.onGone(this)
    if (last.at === 'inside') last.room.leave(last.member)
    if (last.at === 'entering') last.member.subscription = { state: 'gone' }
  }

  fail(error: unknown): void {
    this.world.onFailed(error, this.room)
    this.close(closeReasonFor(error))
  }

  async workOff(first: Promise<void>): Promise<void> {
    try {
      await first
      for (let next = this.inbox?.shift(); next !== undefined; next = this.inbox?.shift()) {
        await this.take(next)
      }
    } catch (error) {
      this.fail(error)
    } finally {
      this.inbox = undefined
      this.working = undefined
    }
  }

  take(message: Uint8Array): Promise<void> | undefined {
    if (this.step.at === 'closed') return undefined
    const { limits } = this.world
    if (message.length > (this.isInside() ? limits.messageBytes : limits.helloBytes)) {
      return this.close('malformed', 'A message is longer than the relay allows.')
    }
    const frames = decodeMessage(message, limits.framesPerMessage)
    if (isMalformed(frames)) {
      if (frames.isOtherVersion === true) return this.close('unknownVersion')
      return this.close('malformed', frames.reason)
    }
    return this.takeAll(frames, 0)
  }

  /** Without a promise as long as nothing has to be waited for: most messages never wait. */
  takeAll(frames: readonly Frame[], from: number): Promise<void> | undefined {
    for (let index = from; index < frames.length; index += 1) {
      const frame = frames[index]
      if (frame === undefined || this.step.at === 'closed') return undefined
      const waiting = this.takeFrame(frame)
      if (waiting !== undefined) return waiting.then(() => this.takeAll(frames, index + 1))
    }
    return undefined
  }

  takeFrame(frame: Frame): Promise<void> | undefined {
    const { step } = this
    if (step.at === 'challenged' && frame.type === 'hello') {
      this.room = frame.room
      this.step = { at: 'greeted', challenge: step.challenge, hello: frame }
      return undefined
    }
    if (step.at === 'greeted' && frame.type === 'prove') {
      return this.prove(step.hello, step.challenge, frame)
    }
    if (step.at === 'inside' && step.member.subscription.state !== 'arriving') {
      return this.takeInside(step.room, step.member, frame)
    }
    return this.close('malformed', 'A frame came before its turn.')
  }

  prove(hello: Hello, challenge: Uint8Array, frame: Prove): Promise<void> | undefined {
    const { verify, limits, now, enter } = this.world
    const device = hello.chain.at(-1)
    const proof = proofSigningBytes(hello.room, challenge)
    if (device === undefined || !verify(frame.signature, proof, device.subject)) {
      return this.close('proofFailed')
    }
    const grant = verifyChain(hello.room, hello.chain, { verify })
    if (grant.type === 'refused') return this.close('notAllowed', grant.sentence)
    const { id: connection, peer } = this
    const member = createMember({ connection, grant, peer, limits, conversation: this })
    this.step = { at: 'entering', member }
    const entry = { chain: hello.chain, grant, create: hello.create, nowMs: now() }
    return enter(hello, member, entry, this.caller).then((answer) => {
      if ('type' in answer) return this.close(answer.reason)
      if (this.step.at === 'closed') return answer.leave(member)
      this.step = { at: 'inside', member, room: answer }
    })
  }

  takeInside(room: Room, member: Member, frame: Frame): Promise<void> | undefined {
    switch (frame.type) {
      case 'append':
        return this.appendAll(room, member, frame.records, 0)
      case 'ephemeral':
        if (frame.payload.length > this.world.limits.ephemeralBytes || frame.connection !== 0) {
          return this.close('malformed', 'An ephemeral frame is too long or names a connection.')
        }
        room.whisper(member, frame)
        return undefined
      case 'part':
        room.part(member, frame)
        return undefined
      case 'sync':
      case 'snap':
      case 'attest':
      case 'list':
      case 'fetch':
      case 'ping':
        this.requests ??= createTokenBucket(this.world.requestRate)
        if (!this.requests.take()) return this.close('tooManyRequests')
        return this.takeRequest(room, member, frame)
      default:
        return this.close('malformed', 'A frame came that only the relay sends, or a second time.')
    }
  }

  takeRequest(room: Room, member: Member, frame: Request): Promise<void> | undefined {
    switch (frame.type) {
      case 'sync':
        room.sync(member, frame).catch((error: unknown) => this.fail(error))
        return undefined
      case 'snap':
        return room.offer(member, frame)
      case 'attest':
        room.attest(member, frame)
        return undefined
      case 'list':
        room.list(member, frame)
        return undefined
      case 'fetch':
        room.fetch(member, frame).catch((error: unknown) => this.fail(error))
        return undefined
      case 'ping':
        room.ping(member)
        return undefined
    }
  }

  appendAll(
    room: Room,
    member: Member,
    records: readonly Uint8Array[],
    from: number,
  ): Promise<void> | undefined {
    let before: ReadHead | undefined
    for (let index = from; index < records.length; index += 1) {
      const bytes = records[index]
      if (bytes === undefined || this.step.at === 'closed') return undefined
      const record = decodeRecordHead(bytes, before)
      if (isMalformed(record)) return this.close('malformed', record.reason)
      before = { bytes, head: record }
      const waiting = room.append(member, record, bytes)
      if (waiting !== undefined) {
        return waiting.then(() => this.appendAll(room, member, records, index + 1))
      }
    }
    return undefined
  }
}
