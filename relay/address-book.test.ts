import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createAddressBook } from './address-book.ts'
import { createAddressReader } from './client-address.ts'
import { limits } from './limits.ts'
import { parseNetworks } from './networks.ts'

describe('the address of a client', () => {
  test.each([
    ['203.0.113.7', undefined, 'loopback', '203.0.113.7'],
    ['203.0.113.7', '198.51.100.1', 'loopback', '203.0.113.7'],
    ['::ffff:203.0.113.7', undefined, '', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1', 'loopback', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1', 'loopback', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.5', 'loopback,private', '198.51.100.1'],
    ['127.0.0.1', 'nonsense', 'loopback', '127.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', undefined, '', '2001:db8:1:2'],
    ['2001:db8::6', undefined, '', '2001:db8:0:0'],
    ['fd00::1', '2001:db8:9::1', 'private', '2001:db8:9:0'],
  ])('from %s with %s, trusting "%s", counts as %s', (peer, forwarded, trusted, key) => {
    const read = createAddressReader(parseNetworks(trusted) ?? [])
    expect(read(requestFrom(peer, forwarded)).key).toBe(key)
  })

  test('only this machine itself, through no proxy, is local', () => {
    const read = createAddressReader(parseNetworks('loopback') ?? [])
    expect(read(requestFrom('127.0.0.1')).isLocal).toBe(true)
    expect(read(requestFrom('::1')).isLocal).toBe(true)
    expect(read(requestFrom('127.0.0.1', '127.0.0.1')).isLocal).toBe(false)
    expect(read(requestFrom('203.0.113.7')).isLocal).toBe(false)
    expect(createAddressReader([])(requestFrom('127.0.0.1', '6.6.6.6')).isLocal).toBe(false)
  })
})

describe('what one address has of the relay', () => {
  const home = { key: '203.0.113.7', isLocal: false }
  const other = { key: '198.51.100.1', isLocal: false }

  test('open connections are limited, per address and together, and free again when they close', () => {
    const { book } = openBook({ connectionsPerAddress: 2, connections: 3 })
    expect([book.enter(home), book.enter(home), book.enter(home)]).toEqual([
      'entered',
      'entered',
      'address-full',
    ])
    expect([book.enter(other), book.enter(other)]).toEqual(['entered', 'relay-full'])
    book.left(home)
    expect(book.enter(home)).toBe('entered')
  })

  test('coming and going is limited to a rate', () => {
    const { book, pass } = openBook({ connectBurst: 3, connectsPerSecond: 1 })
    const answers = Array.from({ length: 4 }, () => {
      const answer = book.enter(home)
      if (answer === 'entered') book.left(home)
      return answer
    })
    expect(answers).toEqual(['entered', 'entered', 'entered', 'too-often'])
    expect(book.enter(other)).toBe('entered')
    pass(1000)
    expect(book.enter(home)).toBe('entered')
  })

  test('rooms begun are limited per day', () => {
    const { book, pass } = openBook({ roomsPerAddress: 2 })
    expect([1, 2, 3].map(() => book.mayBegin(home))).toEqual([true, true, false])
    pass(12 * 3_600_000)
    expect([1, 2].map(() => book.mayBegin(home))).toEqual([true, false])
  })

  test('this machine itself is not limited but in the sum', () => {
    const local = { key: '127.0.0.1', isLocal: true }
    const { book } = openBook({ connectionsPerAddress: 1, connectBurst: 1, roomsPerAddress: 1 })
    expect([1, 2, 3].map(() => book.enter(local))).toEqual(['entered', 'entered', 'entered'])
    expect([1, 2, 3].map(() => book.mayBegin(local))).toEqual([true, true, true])
    expect(book.size).toBe(0)
  })

  test('a flood of addresses does not fill the memory, and those with something open are not forgotten', () => {
    const { book, pass } = openBook({ addresses: 100 })
    book.enter(home)
    for (let number = 0; number < 10_000; number += 1) {
      const address = { key: `a${number}`, isLocal: false }
      book.enter(address)
      book.left(address)
      expect(book.size).toBeLessThanOrEqual(100)
    }
    book.forgetQuiet()
    expect(book.size).toBeLessThanOrEqual(100)
    pass(2 * 86_400_000)
    book.forgetQuiet()
    expect(book.size).toBe(1)
  })
})

function openBook(changes: Partial<typeof limits>) {
  let nowMs = 0
  const book = createAddressBook({ limits: { ...limits, ...changes }, nowMs: () => nowMs })
  return { book, pass: (ms: number) => void (nowMs += ms) }
}

function requestFrom(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage
}
