import { BlockList, isIP } from 'node:net'

/** A range of addresses. */
export interface Network {
  readonly address: string
  readonly prefix: number
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10'],
}

/** Reads addresses, networks and the names `loopback` and `private`, with commas between; undefined when one is none. */
export function parseNetworks(text: string): readonly Network[] | undefined {
  const items = text.split(',').map((item) => item.trim())
  const named = items.filter((item) => item !== '').flatMap((item) => NAMED[item] ?? [item])
  const networks = named.map(parseNetwork)
  const right = networks.filter((network) => network !== undefined)
  return right.length === networks.length ? right : undefined
}

/** Whether an address lies in one of these networks; an IPv4 address in IPv6 form counts as what it is. */
export function createNetworkTest(networks: readonly Network[]): (address: string) => boolean {
  const list = new BlockList()
  for (const { address, prefix } of networks) list.addSubnet(address, prefix, familyOf(address))
  return (address) => {
    const plain = plainAddress(address)
    return isIP(plain) !== 0 && list.check(plain, familyOf(plain))
  }
}

/** An IPv4 address that came in IPv6 form, as itself. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

function parseNetwork(text: string): Network | undefined {
  const [address = '', prefixText, ...rest] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined
  const prefix = prefixText === undefined ? bits : Number(prefixText)
  return rest.length === 0 && prefix >= 0 && prefix <= bits ? { address, prefix } : undefined
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
