import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { createNetworkTest, plainAddress, type Network } from './networks.ts'

/** Who a request comes from, as far as the relay can trust it. */
export interface ClientAddress {
  /** Counts as one client: an IPv4 address, or the first half of an IPv6 one. */
  readonly key: string
  /** It comes from this machine and through no proxy. */
  readonly isLocal: boolean
}

const isLoopback = createNetworkTest([
  { address: '127.0.0.0', prefix: 8 },
  { address: '::1', prefix: 128 },
])

/**
 * Reads the address off the socket, or, behind a trusted proxy, the last one in X-Forwarded-For that is not itself a
 * trusted proxy: what stands before that could be made up by the client.
 */
export function createAddressReader(
  trustedProxies: readonly Network[],
): (request: IncomingMessage) => ClientAddress {
  const isTrusted = createNetworkTest(trustedProxies)

  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '')
    const header = request.headers['x-forwarded-for']
    const isForwarded = header !== undefined || request.headers.forwarded !== undefined
    if (!isTrusted(peer)) return { key: keyOf(peer), isLocal: isLoopback(peer) && !isForwarded }
    const hops = String(header ?? '')
      .split(',')
      .map((hop) => plainAddress(hop.trim()))
      .filter((hop) => isIP(hop) !== 0)
    const client = hops.findLast((hop) => !isTrusted(hop)) ?? hops[0]
    if (client === undefined) return { key: keyOf(peer), isLocal: isLoopback(peer) && !isForwarded }
    return { key: keyOf(client), isLocal: false }
  }
}

/** One household has the whole of a /64. */
function keyOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [front = '', back] = address.split('::')
  const groups = front.split(':').filter((group) => group !== '')
  const behind = back?.split(':').filter((group) => group !== '') ?? []
  const zeros =
    back === undefined ? [] : Array.from({ length: 8 - groups.length - behind.length }, () => '0')
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':')
}
