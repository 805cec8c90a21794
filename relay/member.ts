import { encodeMessage, keyToText } from './wire/index.ts'
import type { Ack, CloseReason, ConnectionId, Grant, NackItem, TabId } from './wire/index.ts'
import type { Allowance } from './allowance.ts'
import type { RelayLimits } from './limits.ts'
import { createOutbox, type Outbox, type Peer } from './outbox.ts'
import type { Flushing } from './turns.ts'

export type AckItem = Ack['items'][number]

/** What a connection gets of the log. A new object per catch-up, so that an older one knows it is over. */
export type Subscription =
  | { readonly state: 'arriving' }
  | { readonly state: 'none' }
  | { readonly state: 'catching-up' }
  | { readonly state: 'live' }
  | { readonly state: 'gone' }

/** A connection that proved its device key, on its way into a room or in it. */
export interface Member extends Flushing {
  readonly connection: ConnectionId
  readonly grant: Grant
  /** What its device may send, whatever else it has open; set by the room when it sends something. */
  allowance: Allowance | undefined
  subscription: Subscription
  /** Names one writer of this device. */
  writer(tab: TabId): string
  /** Takes encoded frames for the next message; pieces of one frame come together. */
  send(...pieces: readonly Uint8Array[]): void
  /** The same, but left out when the connection is far behind; answers whether it was taken. */
  sendEphemeral(frames: Uint8Array): boolean
  /** Resolves when the socket can take another batch, or is closed. */
  hasRoom(): Promise<void> | undefined
  ack(item: AckItem): void
  nack(item: NackItem): void
  /** Closes the connection. */
  end(reason: CloseReason): void
}

export interface MemberOptions {
  readonly connection: ConnectionId
  readonly grant: Grant
  readonly peer: Peer
  readonly limits: RelayLimits
  /** What it ends by. */
  readonly conversation: { close(reason: CloseReason): void }
}

/** A member in front of a socket. It is ended when its socket does not keep up. */
export function createMember(options: MemberOptions): Member {
  return new SocketMember(options)
}

const ARRIVING: Subscription = { state: 'arriving' }

/** There is one for each connection, and most say nothing most of the time. */
class SocketMember implements Member {
  readonly connection: ConnectionId
  readonly grant: Grant
  readonly peer: Peer
  readonly limits: RelayLimits
  readonly conversation: MemberOptions['conversation']
  readonly outbox: Outbox
  allowance: Allowance | undefined
  subscription = ARRIVING
  lastTab: TabId | undefined
  lastWriter: string | undefined
  acks: AckItem[] | undefined
  nacks: NackItem[] | undefined

  constructor({ connection, grant, peer, limits, conversation }: MemberOptions) {
    this.connection = connection
    this.grant = grant
    this.peer = peer
    this.limits = limits
    this.conversation = conversation
    this.outbox = createOutbox(peer, limits)
  }

  writer(tab: TabId): string {
    if (this.lastTab !== tab || this.lastWriter === undefined) {
      this.lastTab = tab
      this.lastWriter = keyToText(this.grant.device) + tab
    }
    return this.lastWriter
  }

  send(...pieces: readonly Uint8Array[]): void {
    this.outbox.push(...pieces)
  }

  sendEphemeral(frames: Uint8Array): boolean {
    return this.outbox.pushEphemeral(frames)
  }

  hasRoom(): Promise<void> | undefined {
    return this.peer.queuedBytes() > this.limits.catchUpQueueBytes ? this.peer.drained() : undefined
  }

  ack(item: AckItem): void {
    this.acks ??= []
    this.acks.push(item)
  }

  nack(item: NackItem): void {
    this.nacks ??= []
    this.nacks.push(item)
  }

  end(reason: CloseReason): void {
    this.conversation.close(reason)
  }

  flush(): void {
    const { acks, nacks } = this
    this.acks = undefined
    this.nacks = undefined
    if (acks !== undefined) this.outbox.push(encodeMessage({ type: 'ack', items: acks }))
    if (nacks !== undefined) this.outbox.push(encodeMessage({ type: 'nack', items: nacks }))
    if (this.outbox.flush() === 'too-slow') this.end('tooSlow')
  }
}
