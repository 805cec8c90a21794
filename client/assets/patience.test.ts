import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BlobHash } from '#relay/wire'
import { createOwner } from '../../relay/testing/people.ts'
import { createPlainSuite } from '../sync/index.ts'
import { createDigest } from './digest.ts'
import { download } from './download.ts'
import { createRelayBlobs, type RelayBlobs } from './relay-blobs.ts'
import { createTestTime, type TestTime } from './testing/time.ts'

const QUIET_MS = 30_000
const CONTENT = Buffer.from('a map of the whole island')
const hash = '0f'.repeat(32) as BlobHash
let server: Server
let answer: RequestListener
let relay: RelayBlobs
let time: TestTime
let waiting: number

beforeEach(async () => {
  time = createTestTime()
  waiting = 0
  answer = () => undefined
  server = createServer((request, response) => {
    request.resume()
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { room, keys } = createOwner().device('gm')
  relay = createRelayBlobs({
    relayUrl: `ws://127.0.0.1:${port}/ws`,
    room,
    device: keys.publicKey,
    deviceSeed: keys.secretKey,
    world: { now: time.now, schedule, fetch, crypto: createPlainSuite() },
    digest: createDigest(undefined, async () => undefined),
  })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('a relay that takes a request and never answers is unreachable after half a minute', async () => {
  const arrived = once(server, 'request')
  const asked = relay.limits()
  await arrived
  expect(await stateAfter(QUIET_MS - 1, asked)).toBe('waiting')
  await time.pass(1)
  expect(await asked).toEqual({ type: 'unreachable' })
})

test('what is sent is given time to get there, by its length', async () => {
  const arrived = once(server, 'request')
  const body = new Uint8Array(400_000)
  const asked = relay.put({ hash, offset: 0, totalBytes: body.length, body })
  await arrived
  expect(await stateAfter(QUIET_MS + 99_000, asked)).toBe('waiting')
  await time.pass(1000)
  expect(await asked).toEqual({ type: 'unreachable' })
})

test('an answer that falls silent in the middle is asked for again from there', async () => {
  const ranges: (string | undefined)[] = []
  const half = 10
  answer = ({ headers }, response) => {
    ranges.push(headers.range)
    const isFirst = ranges.length === 1
    const rest = isFirst ? CONTENT : CONTENT.subarray(half)
    response.writeHead(isFirst ? 200 : 206, { 'Content-Length': rest.length })
    if (isFirst) response.write(CONTENT.subarray(0, half))
    else response.end(rest)
  }
  let received = 0
  const onProgress = (bytes: number) => (received = bytes)
  const asked = download(relay, hash, 1000, { onProgress })
  await real(() => received === half)
  expect(await stateAfter(QUIET_MS - 1, asked)).toBe('waiting')
  await time.pass(1)
  expect(await asked).toEqual({ type: 'got', bytes: new Uint8Array(CONTENT) })
  expect(ranges).toEqual([undefined, `bytes=${half}-`])
})

test('who stops asking hears so at once, and nothing is left to wait for', async () => {
  const arrived = once(server, 'request')
  const stopping = new AbortController()
  const asked = relay.limits(stopping.signal)
  await arrived
  stopping.abort()
  await expect(asked).rejects.toThrow()
  answer = (_, response) => response.writeHead(404).end('{}')
  expect(await relay.limits()).toEqual({ type: 'unreachable' })
  expect(waiting).toBe(0)
})

/** The test's time, counting what was neither done nor taken back. */
function schedule(delayMs: number, run: () => void): () => void {
  let isOver = false
  const finish = () => {
    if (!isOver) waiting -= 1
    isOver = true
  }
  waiting += 1
  const cancel = time.schedule(delayMs, () => {
    finish()
    run()
  })
  return () => {
    finish()
    cancel()
  }
}

/** Lets time pass; 'waiting' when no answer came in it. */
async function stateAfter<Answer>(ms: number, asked: Promise<Answer>): Promise<Answer | 'waiting'> {
  await time.pass(ms)
  const soon = new Promise<'waiting'>((resolve) => setTimeout(() => resolve('waiting'), 50))
  return Promise.race([asked, soon])
}

/** Waits for what the network brings. */
async function real(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
