import { bytesEqual } from './wire/index.ts'
import type { Chain } from './wire/index.ts'
import type { PendingAck } from './appending.ts'
import type { Member } from './member.ts'
import type { Meter } from './meter.ts'
import type { Entry } from './register.ts'

/** What becomes due for members when a commit is durable. */
export interface Due {
  readonly acks: readonly PendingAck[]
  readonly chains: readonly Chain[]
  readonly arriving: readonly Arriving[]
  /** When the first of the acks began to wait, by the meter. */
  readonly sinceMs: number
}

/** A member whose device is not durable yet. */
export interface Arriving {
  readonly member: Member
  readonly entry: Entry
}

/** What waits in a room for the commit under way, and for the next one. */
export interface Waiting {
  ack(pending: PendingAck): void
  /** A member waits; its device has to be stored, or is on its way already. */
  arrive(arriving: Arriving, isNew: boolean): void
  /** Whether the device came by another connection and is not durable yet. */
  isOnItsWay(device: Uint8Array): boolean
  /** Everybody on the way in. */
  arriving(): readonly Arriving[]
  isEmpty(): boolean
  isUnderWay(): boolean
  /** A commit takes what has gathered; answers the chains it has to store. */
  take(): readonly Chain[]
  /** The commit is durable. */
  settle(): Due
  /** Neither what was taken nor what has gathered will become durable as it is. */
  lose(): Due
}

/** Nothing waits. */
export function createWaiting(meter: Meter): Waiting {
  let gathering = emptyGathering()
  let taken: Gathering | undefined

  function arriving(): readonly Arriving[] {
    return [...(taken?.arriving ?? []), ...gathering.arriving]
  }

  return {
    ack(pending) {
      if (gathering.acks.length === 0) gathering.sinceMs = meter.nowMs()
      gathering.acks.push(pending)
    },

    arrive(one, isNew) {
      if (isNew) gathering.chains.push(one.entry.chain)
      gathering.arriving.push(one)
    },

    isOnItsWay: (device) =>
      arriving().some(({ member }) => bytesEqual(member.grant.device, device)),
    arriving,
    isEmpty: () => taken === undefined && gathering.acks.length + gathering.arriving.length === 0,
    isUnderWay: () => taken !== undefined,

    take() {
      taken = gathering
      gathering = emptyGathering()
      return taken.chains
    },

    settle() {
      const done = taken ?? emptyGathering()
      taken = undefined
      return done
    },

    lose() {
      const lost = [taken ?? emptyGathering(), gathering]
      taken = undefined
      gathering = emptyGathering()
      return {
        acks: lost.flatMap(({ acks }) => acks),
        chains: lost.flatMap(({ chains }) => chains),
        arriving: lost.flatMap((one) => one.arriving),
        sinceMs: 0,
      }
    },
  }
}

interface Gathering {
  readonly acks: PendingAck[]
  readonly chains: Chain[]
  readonly arriving: Arriving[]
  sinceMs: number
}

function emptyGathering(): Gathering {
  return { acks: [], chains: [], arriving: [], sinceMs: 0 }
}
