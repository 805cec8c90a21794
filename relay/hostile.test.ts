import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CLOSE_CODES, encodeMessage, SNAPSHOT_HEADER_BYTES } from './wire/index.ts'
import type { RelayServer } from './server.ts'
import { connectTo, type SocketClient } from './testing/over-socket.ts'
import { createOwner, recordBytesOf } from './testing/people.ts'
import { startTestServer } from './testing/server.ts'
import { snapshotAfter } from './testing/snapshots.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
const MIB = 1024 * 1024
const headers = { 'X-Forwarded-For': '203.0.113.66' }
const READERS = 5
const WRITTEN = 60
const limits = {
  uploadBytes: 8 * MIB,
  allQueuesBytes: 2 * MIB,
  connectionsPerAddress: 20,
  roomsPerAddress: 8,
}
let server: RelayServer
let good: SocketClient

beforeEach(async () => {
  server = await startTestServer(limits)
  good = connectTo(server.port)
  await good.enter(gm)
})
afterEach(() => server.stop())

describe('while somebody attacks, the relay goes on for others and its memory stays bounded', () => {
  test('a flood of connections from one address that never come in', async () => {
    const flood = Array.from({ length: 150 }, () => connectTo(server.port, { headers }))
    await Promise.all(
      flood.map((client) =>
        Promise.race([client.next('challenge'), client.ended()]).catch(() => undefined),
      ),
    )
    const taken = flood.filter((client) => client.ending === undefined)
    expect(taken.length).toBeLessThanOrEqual(limits.connectionsPerAddress)
    await goesOn()
    flood.forEach((client) => client.socket.terminate())
  })

  test('a flood of sockets that send half a request', async () => {
    const sockets = Array.from({ length: 100 }, () => {
      const socket = connect({ port: server.port, host: '127.0.0.1' })
      socket.on('error', () => undefined)
      socket.write('GET /ws HTTP/1.1\r\nHost: relay\r\nX-Half: ')
      return socket
    })
    await goesOn()
    sockets.forEach((socket) => socket.destroy())
  })

  test('a flood of rooms from one address', async () => {
    const codes: (number | undefined)[] = []
    for (let number = 0; number < limits.roomsPerAddress + 5; number += 1) {
      const device = createOwner(`flood ${number}`).device('gm')
      const client = connectTo(server.port, { headers })
      await client.knock(device)
      await Promise.race([client.next('welcome').catch(() => undefined), client.ended()])
      codes.push(client.ending?.code)
      client.socket.terminate()
    }
    expect(codes.filter((code) => code === CLOSE_CODES.tooManyRooms)).toHaveLength(5)
    await goesOn()
  })

  test('readers who never read while much is written', async () => {
    const readers = await Promise.all(
      Array.from({ length: READERS }, async () => {
        const reader = connectTo(server.port)
        await reader.syncAll(await reader.enter(alice))
        reader.socket.pause()
        return reader
      }),
    )
    const ciphertext = randomBytes(200_000)
    for (let ctr = 1; ctr <= WRITTEN; ctr += 1) {
      good.append(recordBytesOf(gm, ctr, { ciphertext }))
      await good.next('ack')
    }
    const text = await metricsText()
    const queued = Number(/queued_bytes (\d+)/.exec(text)?.[1])
    // What comes in within the second between two looks is beyond the limit.
    expect(queued).toBeLessThan(limits.allQueuesBytes + READERS * WRITTEN * 200_000)
    for (;;) {
      const now = Number(/queued_bytes (\d+)/.exec(await metricsText())?.[1])
      if (now <= limits.allQueuesBytes) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    good.append(recordBytesOf(gm, WRITTEN + 1))
    await good.next('ack')
    readers.forEach((reader) => reader.socket.terminate())
  })

  test('many who begin to send a large snapshot and never go on', async () => {
    const { epoch } = await connectTo(server.port).enter(gm)
    const records = [recordBytesOf(gm, 1)]
    good.append(...records)
    await good.next('ack')
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, async (_, number) => {
        const client = connectTo(server.port)
        await client.enter(alice)
        const nonce = new Uint8Array(24).fill(number)
        const { id, bytes } = snapshotAfter(alice, epoch, records, { nonce })
        const header = bytes.subarray(0, SNAPSHOT_HEADER_BYTES)
        client.send({ type: 'snap', id, expected: undefined, bytes: 2 * MIB, header })
        return (await client.next('snapped')).outcome
      }),
    )
    expect(outcomes.filter((outcome) => outcome === 'send')).toHaveLength(4)
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(26)
    good.append(recordBytesOf(gm, 2))
    await good.next('ack')
  })

  test('messages that are all frames and no sense', async () => {
    const kinds = [
      encodeMessage(...Array.from({ length: 257 }, () => ({ type: 'ping' }) as const)),
      Uint8Array.of(10, 9, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 1, 1),
      Uint8Array.of(10, 24, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 1, 1),
      encodeMessage({ type: 'shelf', more: false, snapshots: [] }),
      encodeMessage({ type: 'records', from: 1, more: false, records: [] }),
    ]
    for (const message of kinds) {
      const client = connectTo(server.port)
      await client.enter(alice)
      client.sendBytes(message)
      expect((await client.ended()).code).toBe(CLOSE_CODES.malformed)
    }
    await goesOn()
  })
})

async function goesOn(): Promise<void> {
  good.append(recordBytesOf(gm, 1))
  await good.next('ack')
  expect((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status).toBe(200)
}

async function metricsText(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()
}
