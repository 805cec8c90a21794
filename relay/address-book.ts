import type { ClientAddress } from './client-address.ts'
import type { RelayLimits } from './limits.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** How much each address has of the relay. This machine itself is not limited. */
export interface AddressBook {
  /** Counts a connection in, or says why not. Whoever is counted in is to be counted out by `left`. */
  enter(address: ClientAddress): 'entered' | 'relay-full' | 'address-full' | 'too-often'
  left(address: ClientAddress): void
  /** Whether one more room may be begun from there today. */
  mayBegin(address: ClientAddress): boolean
  /** Lets go of addresses that have nothing open and have been quiet; to be called now and then. */
  forgetQuiet(): void
  readonly size: number
}

interface Page {
  connections: number
  lastMs: number
  readonly entries: TokenBucket
  readonly beginnings: TokenBucket
}

const DAY_SECONDS = 24 * 60 * 60
const QUIET_MS = DAY_SECONDS * 1000
/** Pages that are turned at most before one more address is remembered than should be. */
const MOST_LOOKED_AT = 16

/** A book in which no address stands. `nowMs` only ever goes up. */
export function createAddressBook(options: {
  readonly limits: RelayLimits
  readonly nowMs: () => number
}): AddressBook {
  const { limits, nowMs } = options
  const pages = new Map<string, Page>()
  let connections = 0

  function pageOf({ key }: ClientAddress): Page {
    const page = pages.get(key) ?? emptyPage()
    page.lastMs = nowMs()
    // The oldest is the first; one that comes again is the youngest.
    pages.delete(key)
    pages.set(key, page)
    if (pages.size > limits.addresses) forgetOldest()
    return page
  }

  /** Those with something open are not forgotten; they are looked at again later. */
  function forgetOldest(): void {
    for (const [key, page] of [...take(pages, MOST_LOOKED_AT)]) {
      pages.delete(key)
      if (page.connections === 0) return
      pages.set(key, page)
    }
  }

  function emptyPage(): Page {
    const { connectsPerSecond, connectBurst, roomsPerAddress } = limits
    return {
      connections: 0,
      lastMs: nowMs(),
      entries: createTokenBucket({ perSecond: connectsPerSecond, burst: connectBurst, now: nowMs }),
      beginnings: createTokenBucket({
        perSecond: roomsPerAddress / DAY_SECONDS,
        burst: roomsPerAddress,
        now: nowMs,
      }),
    }
  }

  return {
    enter(address) {
      if (connections >= limits.connections) return 'relay-full'
      if (!address.isLocal) {
        const page = pageOf(address)
        if (page.connections >= limits.connectionsPerAddress) return 'address-full'
        if (!page.entries.take()) return 'too-often'
        page.connections += 1
      }
      connections += 1
      return 'entered'
    },

    left(address) {
      connections -= 1
      const page = pages.get(address.key)
      if (page !== undefined && !address.isLocal) page.connections -= 1
    },

    mayBegin: (address) => address.isLocal || pageOf(address).beginnings.take(),

    forgetQuiet() {
      for (const [key, page] of pages) {
        const isQuiet = nowMs() - page.lastMs > QUIET_MS
        const isOneTooMany = pages.size > limits.addresses
        if (!isQuiet && !isOneTooMany) return
        if (page.connections === 0) pages.delete(key)
      }
    },

    get size() {
      return pages.size
    },
  }
}

function* take<Item>(items: Iterable<Item>, most: number): Generator<Item> {
  let taken = 0
  for (const item of items) {
    if (taken >= most) return
    taken += 1
    yield item
  }
}
