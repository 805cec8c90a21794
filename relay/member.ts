import { encodeMessage, keyToText } from './wire/index.ts'
import type { Ack, CloseReason, ConnectionId, Grant, NackItem, TabId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import { createOutbox, type Peer } from './outbox.ts'
import type { TokenBucket } from './token-bucket.ts'
import type { Flushing } from './turns.ts'

export type AckItem = Ack['items'][number]

/** What a connection gets of the log. A new object per catch-up, so that an older one knows it is over. */
export type Subscription =
  | { readonly state: 'arriving' }
  | { readonly state: 'none' }
  | { readonly state: 'catching-up' }
  | { readonly state: 'live' }
  | { readonly state: 'gone' }

/** How fast something may be sent. */
export interface Allowance {
  readonly records: TokenBucket
  readonly ephemerals: TokenBucket
  readonly snapshots: TokenBucket
}

/** A connection that proved its device key, on its way into a room or in it. */
export interface Member extends Flushing {
  readonly connection: ConnectionId
  readonly grant: Grant
  /** What its device may send, whatever else it has open; set by the room. */
  allowance: Allowance
  subscription: Subscription
  /** Names one writer of this device. */
  writer(tab: TabId): string
  /** Takes encoded frames for the next message; pieces of one frame come together. */
  readonly send: (...pieces: readonly Uint8Array[]) => void
  /** The same, but left out when the connection is far behind; answers whether it was taken. */
  readonly sendEphemeral: (frames: Uint8Array) => boolean
  /** Resolves when the socket can take another batch, or is closed. */
  hasRoom(): Promise<void> | undefined
  ack(item: AckItem): void
  nack(item: NackItem): void
  /** Closes the connection. */
  readonly end: (reason: CloseReason) => void
}

const NEVER: TokenBucket = { take: () => false }
const NOTHING: Allowance = { records: NEVER, ephemerals: NEVER, snapshots: NEVER }

/** A member in front of a socket. It is ended when its socket does not keep up. */
export function createMember(options: {
  readonly connection: ConnectionId
  readonly grant: Grant
  readonly peer: Peer
  readonly limits: RelayLimits
  readonly end: (reason: CloseReason) => void
}): Member {
  const { connection, grant, peer, limits, end } = options
  const outbox = createOutbox(peer, limits)
  const device = keyToText(grant.device)
  let lastWriter: { readonly tab: TabId; readonly name: string } | undefined
  let acks: AckItem[] = []
  let nacks: NackItem[] = []

  return {
    connection,
    grant,
    allowance: NOTHING,
    subscription: { state: 'arriving' },
    writer(tab) {
      if (lastWriter?.tab !== tab) lastWriter = { tab, name: device + tab }
      return lastWriter.name
    },
    hasRoom: () => (peer.queuedBytes() > limits.catchUpQueueBytes ? peer.drained() : undefined),
    end,
    send: outbox.push,
    sendEphemeral: outbox.pushEphemeral,
    ack: (item) => acks.push(item),
    nack: (item) => nacks.push(item),

    flush() {
      if (acks.length > 0) outbox.push(encodeMessage({ type: 'ack', items: acks }))
      if (nacks.length > 0) outbox.push(encodeMessage({ type: 'nack', items: nacks }))
      acks = []
      nacks = []
      if (outbox.flush() === 'too-slow') end('tooSlow')
    },
  }
}
