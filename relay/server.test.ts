import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryBlobStorage } from './blobs/index.ts'
import { CLOSE_CODES, MESSAGE_TOO_LONG } from './wire/index.ts'
import { blobLimits, limits as usualLimits, type RelayLimits } from './limits.ts'
import { startRelayServer, type RelayServer } from './server.ts'
import { createMemoryStorage } from './storage/memory.ts'
import { StorageFull, type Storage } from './storage/storage.ts'
import { connectTo } from './testing/over-socket.ts'
import { createOwner, recordBytesOf } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
const servers: RelayServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

describe('the relay over real sockets', () => {
  test('takes records, acknowledges them and brings them to others, now and later', async () => {
    const { port } = await start()
    const [writer, reader] = [connectTo(port), connectTo(port)]
    await writer.enter(gm)
    await reader.syncAll(await reader.enter(alice))
    const records = Array.from({ length: 500 }, (_, index) => recordBytesOf(gm, index + 1))
    writer.append(...records)
    expect((await writer.next('ack')).items).toHaveLength(500)
    expect((await reader.next('records')).records).toEqual(records)

    const late = connectTo(port)
    expect(await late.syncAll(await late.enter(alice))).toEqual(records)
  })

  test('closes text, nonsense and messages too long with one code each, and goes on for others', async () => {
    const { port } = await start()
    const good = connectTo(port)
    await good.enter(gm)
    const codes = []
    for (const message of ['text', randomBytes(200), randomBytes(5000)]) {
      const bad = connectTo(port)
      await bad.next('challenge')
      bad.socket.send(message)
      codes.push((await bad.ended()).code)
    }
    const long = connectTo(port)
    await long.enter(alice)
    long.sendBytes(new Uint8Array(usualLimits.messageBytes + 1))
    codes.push((await long.ended()).code)
    const { malformed } = CLOSE_CODES
    expect(codes).toEqual([malformed, malformed, malformed, MESSAGE_TOO_LONG])
    good.append(recordBytesOf(gm, 1))
    await good.next('ack')
  })

  test('survives sockets that send damaged messages of every kind, then vanish', async () => {
    const { port } = await start()
    const endings = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const client = connectTo(port)
        await client.enter(alice)
        const message = randomBytes(1 + ((index * 37) % 300))
        client.sendBytes(message)
        if (index % 3 === 0) client.socket.terminate()
        return (await client.ended()).code
      }),
    )
    // Some begin as a HELLO of another version would.
    const { malformed, unknownVersion } = CLOSE_CODES
    for (const code of endings) expect([malformed, unknownVersion, 1006]).toContain(code)
    expect(endings).toContain(malformed)
    const health = await fetch(`http://127.0.0.1:${port}/healthz`)
    expect(await health.json()).toEqual({ status: 'ok', rooms: 0, connections: 0 })
  })

  test('answers who wants another protocol, or a socket elsewhere, and keeps no socket of theirs', async () => {
    const { port } = await start()
    for (const [path, protocol] of [
      ['/healthz', 'h2c'],
      ['/ws', 'h2c'],
      ['/', 'websocket'],
      ['/ws/', 'websocket'],
      ['/ws', 'websocket'],
    ]) {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
      socket.write(`GET ${path} HTTP/1.1\r\nHost: relay\r\n`)
      socket.write(`Connection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`)
      let answer = ''
      for await (const part of socket) answer += String(part)
      expect(answer).toMatch(/^HTTP\/1.1 400 /)
      socket.destroy()
    }
  })

  test('closes a socket that does not come in, and one that falls silent', async () => {
    const sweep: (() => void)[] = []
    let uptimeMs = 0
    const { port } = await start({ uptimeMs: () => uptimeMs, every: sweepBy(sweep) })
    const [idle, silent] = [connectTo(port), connectTo(port)]
    await idle.next('challenge')
    await silent.enter(gm)
    uptimeMs = usualLimits.helloMs + 1
    sweep.forEach((run) => run())
    expect((await idle.ended()).code).toBe(CLOSE_CODES.silent)
    expect(silent.ending).toBeUndefined()
    uptimeMs += usualLimits.silentMs
    sweep.forEach((run) => run())
    expect((await silent.ended()).code).toBe(CLOSE_CODES.silent)
  })

  test('a clock that jumps closes nobody and keeps nobody', async () => {
    const sweep: (() => void)[] = []
    let [nowMs, uptimeMs] = [1e12, 0]
    const clocks = { now: () => nowMs, uptimeMs: () => uptimeMs }
    const { port } = await start({ ...clocks, every: sweepBy(sweep) })
    const client = connectTo(port)
    await client.enter(gm)
    nowMs += 1e9
    sweep.forEach((run) => run())
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    nowMs -= 1e9
    uptimeMs += usualLimits.silentMs + 1
    sweep.forEach((run) => run())
    expect((await client.ended()).code).toBe(CLOSE_CODES.silent)
  })

  test('a client that asks for a long log and does not read on for a while gets all of it later', async () => {
    const limits = { ...usualLimits, catchUpQueueBytes: 64 * 1024, recordBurst: 1e6 }
    const { port } = await start({ limits })
    const writer = connectTo(port)
    const { epoch } = await writer.enter(gm)
    const ciphertext = new Uint8Array(100_000)
    for (let ctr = 1; ctr <= 200; ctr += 1) writer.append(recordBytesOf(gm, ctr, { ciphertext }))
    for (let acked = 0; acked < 200;) acked += (await writer.next('ack')).items.length

    const reader = connectTo(port)
    const welcome = await reader.enter(alice)
    expect(welcome.epoch).toBe(epoch)
    reader.socket.pause()
    const all = reader.syncAll(welcome)
    while ((await queuedBytes(port)) < limits.catchUpQueueBytes) await pause()
    reader.socket.resume()
    expect(await all).toHaveLength(200)
  })

  test('health is honest while the disk is full, and good again when there is room, without anybody there', async () => {
    const memory = createMemoryStorage()
    let isFull = false
    const unlessFull = async <Answer>(work: () => Promise<Answer>) => {
      if (isFull) throw new StorageFull('The disk is full.')
      return work()
    }
    let nowMs = Date.now()
    const { port } = await start({
      now: () => nowMs,
      storage: {
        ...memory,
        commit: (writes) => unlessFull(() => memory.commit(writes)),
        check: () => unlessFull(memory.check),
      },
    })
    const health = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
      return [answer.status, ((await answer.json()) as { status: string }).status]
    }
    const client = connectTo(port)
    await client.enter(gm)
    expect(await health()).toEqual([200, 'ok'])
    isFull = true
    client.append(recordBytesOf(gm, 1))
    expect((await client.ended()).code).toBe(CLOSE_CODES.storageFull)
    expect(await health()).toEqual([503, 'disk-full'])
    isFull = false
    nowMs += 1000
    expect(await health()).toEqual([200, 'ok'])
  })

  test('stops at once and tells everybody to come back', async () => {
    const server = await start()
    const client = connectTo(server.port)
    await client.enter(gm)
    await server.stop()
    expect((await client.ended()).code).toBe(CLOSE_CODES.again)
  })

  test('says in a sentence why it cannot listen', async () => {
    const { port } = await start()
    const second = await startRelayServer({ ...optionsFor({}), port })
    expect(second).toEqual({
      type: 'not-listening',
      sentence: `Port ${port} is already in use. Choose another with --port or PORT.`,
    })
  })
})

describe('the relay behind a proxy and watched', () => {
  test('under a path, everything is below it and nothing beside it', async () => {
    const pageDirectory = await mkdtemp(join(tmpdir(), 'dungeon-lab-page-'))
    await writeFile(join(pageDirectory, 'index.html'), '<!doctype html><title>Page</title>')
    const { port } = await start({ basePath: '/table', pageDirectory })
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
    expect(await (await at('/table/')).text()).toContain('Page')
    expect((await at('/table/healthz')).status).toBe(200)
    expect((await at('/healthz')).status).toBe(404)
    expect((await at('/')).status).toBe(404)
    const client = connectTo(port, { path: '/table/ws' })
    await client.enter(gm)
    const outside = connectTo(port)
    expect((await outside.ended()).code).toBe(1006)
    await rm(pageDirectory, { recursive: true })
  })

  test('without the slash at its end the path leads to the page', async () => {
    const { port } = await start({ basePath: '/table' })
    const answer = await fetch(`http://127.0.0.1:${port}/table`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/table/'])
  })

  test('metrics count what happened, and are for this machine only unless told otherwise', async () => {
    const { port } = await start({ metrics: 'local' })
    const [writer, reader] = [connectTo(port), connectTo(port)]
    await writer.enter(gm)
    await reader.syncAll(await reader.enter(alice))
    writer.append(recordBytesOf(gm, 1), recordBytesOf(gm, 3))
    await writer.next('ack')
    await reader.next('records')
    const address = `http://127.0.0.1:${port}/metrics`
    const text = await (await fetch(address)).text()
    for (const line of [
      'records_appended_total 1',
      'records_delivered_total 1',
      'records_refused_total{reason="gap"} 1',
      'ack_seconds_count 1',
      'rooms 1',
      'connections 2',
    ]) {
      expect(text).toContain(`dungeon_lab_${line}\n`)
    }
    for (const secret of [gm.room, '127.0.0.1', gm.room.slice(0, 6)]) {
      expect(text).not.toContain(secret)
    }
    const forwarded = await fetch(address, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
    expect(forwarded.status).toBe(404)
    const off = await start({ metrics: 'off' })
    expect((await fetch(`http://127.0.0.1:${off.port}/metrics`)).status).toBe(404)
  })

  test('one address cannot take all connections, nor begin rooms for ever; others can go on', async () => {
    const limits = { ...usualLimits, connectionsPerAddress: 2, roomsPerAddress: 1 }
    const trustedProxies = [{ address: '127.0.0.0', prefix: 8 }]
    const { port } = await start({ limits, trustedProxies })
    const from = (address: string) => connectTo(port, { headers: { 'X-Forwarded-For': address } })
    const [first, second] = [from('203.0.113.7'), from('203.0.113.7')]
    await first.enter(gm)
    await second.knock(createOwner('other').device('gm'))
    expect((await second.ended()).code).toBe(CLOSE_CODES.tooManyRooms)
    const third = from('203.0.113.7')
    await third.next('challenge')
    expect((await from('203.0.113.7').ended()).code).toBe(1006)
    await from('198.51.100.1').enter(createOwner('other').device('gm'))
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(text).toContain('connections_turned_away_total{reason="address-full"} 1')
  })

  test('when too much is queued for all together, who is furthest behind is closed', async () => {
    const sweep: (() => void)[] = []
    const limits = { ...usualLimits, allQueuesBytes: 256 * 1024, closeQueueBytes: 1e9 }
    const { port } = await start({ limits, every: sweepBy(sweep) })
    const [writer, reader] = [connectTo(port), connectTo(port)]
    await writer.syncAll(await writer.enter(gm))
    await reader.syncAll(await reader.enter(alice))
    reader.socket.pause()
    const ciphertext = new Uint8Array(250_000)
    for (let ctr = 1; ctr <= 100; ctr += 1) {
      writer.append(recordBytesOf(gm, ctr, { ciphertext }))
      await writer.next('records')
    }
    sweep.forEach((run) => run())
    reader.socket.resume()
    expect([1006, CLOSE_CODES.tooSlow]).toContain((await reader.ended()).code)
    writer.append(recordBytesOf(gm, 101))
    await writer.next('ack')
  })
})

describe('the page', () => {
  test('is served with a strict policy, kept for ever when its name is a hash, asked for again otherwise', async () => {
    const pageDirectory = await mkdtemp(join(tmpdir(), 'dungeon-lab-page-'))
    await mkdir(join(pageDirectory, 'assets'))
    await writeFile(join(pageDirectory, 'index.html'), '<!doctype html><title>Page</title>')
    await writeFile(join(pageDirectory, 'sw.js'), '// worker')
    await writeFile(join(pageDirectory, 'assets', 'main-abc.js'), 'export {}')
    const { port } = await start({ pageDirectory })
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)

    const page = await at('/')
    expect(await page.text()).toContain('<title>Page</title>')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toMatch(/unsafe|wss?:|script-src|style-src|connect-src/)
    expect((await at('/sw.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await at('/assets/main-abc.js')).headers.get('cache-control')).toContain('immutable')
    for (const path of ['/nothing', '/../package.json', '/%2e%2e/package.json']) {
      expect((await at(path)).status).toBe(404)
    }
    await rm(pageDirectory, { recursive: true })
  })

  test('is sent as the build packed it to who takes that, plain or packed on the way to others', async () => {
    const pageDirectory = await mkdtemp(join(tmpdir(), 'dungeon-lab-page-'))
    const script = `export const told = '${'a word of many '.repeat(200)}'`
    const packedByBuild = gzipSync(script, { level: 9 })
    await mkdir(join(pageDirectory, 'assets'))
    await writeFile(join(pageDirectory, 'assets', 'main-abc.js'), script)
    await writeFile(join(pageDirectory, 'assets', 'main-abc.js.gz'), packedByBuild)
    await writeFile(join(pageDirectory, 'assets', 'alone-abc.js'), script)
    const { port } = await start({ pageDirectory })

    const packed = await fetchRaw(port, '/assets/main-abc.js', 'gzip, deflate, br')
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringContaining('text/javascript') as string,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': String(packedByBuild.length),
      'x-content-type-options': 'nosniff',
    })
    expect(packed.headers.vary).toMatch(/^accept-encoding$/i)
    expect(packed.body).toEqual(packedByBuild)

    for (const accepted of ['identity', 'gzip;q=0', undefined]) {
      const plain = await fetchRaw(port, '/assets/main-abc.js', accepted)
      expect(plain.headers['content-encoding']).toBeUndefined()
      expect(plain.headers.vary).toMatch(/^accept-encoding$/i)
      expect(plain.body.toString()).toBe(script)
    }

    const onTheWay = await fetchRaw(port, '/assets/alone-abc.js', 'gzip')
    expect(onTheWay.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(onTheWay.body).toString()).toBe(script)
    await rm(pageDirectory, { recursive: true })
  })

  test('is missed with a sentence when it is not built', async () => {
    const { port } = await start()
    const answer = await fetch(`http://127.0.0.1:${port}/`)
    expect([answer.status, await answer.text()]).toEqual([
      404,
      'The relay is running. Its page is not built: run "npm run build".',
    ])
  })
})

/** What the relay sends, before anybody unpacks it. */
function fetchRaw(port: number, path: string, accepted: string | undefined) {
  return new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted }
    const request = get({ port, path, host: '127.0.0.1', headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () => resolve({ headers: answer.headers, body: Buffer.concat(parts) }))
    })
    request.once('error', reject)
  })
}

async function queuedBytes(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/queued_bytes (\d+)/.exec(text)?.[1])
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

type Overrides = {
  storage?: Storage
  now?: () => number
  uptimeMs?: () => number
  every?: (ms: number, run: () => void) => () => void
  limits?: RelayLimits
  pageDirectory?: string
  basePath?: string
  trustedProxies?: { address: string; prefix: number }[]
  metrics?: 'local' | 'all' | 'off'
}

async function start(overrides: Overrides = {}): Promise<RelayServer> {
  const server = await startRelayServer({ ...optionsFor(overrides), port: 0 })
  if ('type' in server) throw new Error(server.sentence)
  servers.push(server)
  return server
}

function optionsFor(overrides: Overrides) {
  return {
    host: '127.0.0.1',
    storage: createMemoryStorage(),
    blobStorage: createMemoryBlobStorage(),
    limits: usualLimits,
    blobLimits,
    pageDirectory: undefined,
    basePath: '',
    trustedProxies: [],
    metrics: 'all' as const,
    now: () => Date.now(),
    uptimeMs: () => performance.now(),
    random: (length: number) => new Uint8Array(randomBytes(length)),
    every: everyMs,
    schedule: (turn: () => void) => void setImmediate(turn),
    report: () => undefined,
    ...overrides,
  }
}

function everyMs(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}

/** Sweeps when the test says so; short waits stay real. */
function sweepBy(sweep: (() => void)[]): (ms: number, run: () => void) => () => void {
  return (ms, run) => {
    if (ms < 1000) return everyMs(ms, run)
    sweep.push(run)
    return () => undefined
  }
}
