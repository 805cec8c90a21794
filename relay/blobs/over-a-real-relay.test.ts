import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectTo } from '../testing/over-socket.ts'
import { createOwner, type Device } from '../testing/people.ts'
import { createRelayProcesses, type RelayProcess } from '../testing/relay-process.ts'
import { contentOf, createVisitor, hashOf, refusalOf, type Visitor } from './testing/visitor.ts'

const gm = createOwner('tavern').device('gm')
const stranger = createOwner('crypt').device('thief')
const relays = createRelayProcesses()
const KIB = 1024
const PART = 128 * KIB
let root = ''
let usual: RelayProcess

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dungeon-lab-relay-'))
  usual = await launch('usual')
})
afterAll(async () => {
  await relays.killAll()
  await rm(root, { recursive: true, force: true })
})

describe('blobs of a relay process', () => {
  test('[BL5] come back whole over a real port, and are not on its disk before they are whole', async () => {
    const { port } = usual
    const visitor = visitorAt(port, gm)
    const content = contentOf(3 * PART)
    await visitor.put(content, 0, PART)
    expect(await blobFiles('usual')).toEqual([expect.stringMatching(/\.part$/)])
    expect(await refusalOf(await visitor.get(hashOf(content)))).toBe('404 notHere')
    await visitor.put(content, PART, 2 * PART)
    await visitor.put(content, 2 * PART)
    expect(await blobFiles('usual')).toEqual([hashOf(content)])
    const got = await visitor.get(hashOf(content))
    expect(got.headers.get('Content-Length')).toBe(String(3 * PART))
    expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true)
    const part = await visitor.get(hashOf(content), `bytes=${PART}-${PART + 9}`)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(content.subarray(PART, PART + 10))
    const head = await visitor.head(hashOf(content))
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, String(3 * PART)])
    expect(await refusalOf(await visitorAt(port, stranger).get(hashOf(content)))).toBe(
      '403 notAMember',
    )
  })

  test('[BL3] a refusal is heard by who is still sending a long part', async () => {
    const visitor = visitorAt(usual.port, gm)
    const content = contentOf(1024 * KIB)
    const request = { method: 'put', hash: hashOf(content), totalBytes: content.length } as const
    for (let times = 0; times < 5; times += 1) {
      const late = await visitor.ask({ ...request, expiresAtMs: 1000 }, { body: content })
      expect(await refusalOf(late)).toBe('401 expired')
    }
  })

  test('[BL10] paths as a browser would never send them lead nowhere', async () => {
    const answers = await Promise.all(
      [
        '/blobs/../../etc/passwd',
        `/blobs/${gm.room}/../../log/CURRENT`,
        '/blobs//',
        '/blobs/%2e%2e/x',
      ].flatMap((path) => ['GET', 'PUT'].map((method) => rawRequest(usual.port, method, path))),
    )
    for (const status of answers) expect([400, 401, 404]).toContain(status)
  })

  test('[BL6] killed with -9 in the middle of uploads, it keeps what was confirmed and goes on from there', async () => {
    const contents: Uint8Array[] = []
    let relay = await launch('killed')
    const confirmed = new Set<string>()
    for (const round of [0, 1, 2]) {
      contents.push(...[1, 2, 3].map((number) => contentOf(6 * PART, 3 * round + number)))
      const unsent = contents.filter((content) => !confirmed.has(hashOf(content)))
      const visitor = visitorAt(relay.port, gm)
      const before = confirmed.size
      const sent = Promise.allSettled(unsent.map((content) => sendAll(visitor, content, confirmed)))
      // In the middle: in the first round of the first file, then when one more of them is whole.
      while (round > 0 && confirmed.size === before) await new Promise(setImmediate)
      while ((await blobFiles('killed')).length === 0) await new Promise(setImmediate)
      await relay.kill()
      await sent
      relay = await launch('killed')
      for (const name of await blobFiles('killed')) {
        const isWhole = /^[0-9a-f]{64}$/.test(name)
        if (isWhole) expect(hashOf(await fileNamed('killed', name))).toBe(name)
      }
      for (const hash of confirmed) expect(await blobFiles('killed')).toContain(hash)
    }
    const visitor = visitorAt(relay.port, gm)
    for (const content of contents) await sendAll(visitor, content, confirmed)
    expect(confirmed).toEqual(new Set(contents.map(hashOf)))
    for (const content of contents) {
      const got = await visitor.get(hashOf(content))
      expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true)
    }
  })

  test('[BL15] a disk that refuses a write is said to be full, and what was there stays', async () => {
    const relay = await launch('full', 'ulimit -f 1024')
    const visitor = visitorAt(relay.port, gm)
    const [long, small] = [contentOf(6 * PART), contentOf(1000)]
    const statuses = []
    for (let from = 0; from < long.length; from += PART) {
      statuses.push((await visitor.put(long, from, from + PART)).status)
    }
    expect(statuses.slice(0, 2)).toEqual([200, 200])
    expect(statuses).toContain(507)
    expect((await visitor.put(small)).status).toBe(200)
    await relay.kill()
    const again = visitorAt((await launch('full')).port, gm)
    const head = await again.head(hashOf(long), long.length)
    await sendAll(again, long, new Set(), Number(head.headers.get('Upload-Offset')))
    expect((await again.head(hashOf(long))).status).toBe(200)
  })
})

async function sendAll(
  visitor: Visitor,
  content: Uint8Array,
  confirmed: Set<string>,
  from = 0,
): Promise<void> {
  for (let offset = from; ;) {
    const answer = await visitor.put(content, offset, Math.min(content.length, offset + PART))
    const body = (await answer.json()) as { readonly offset: number; readonly isWhole?: boolean }
    if (body.isWhole === true) {
      confirmed.add(hashOf(content))
      return
    }
    offset = body.offset
  }
}

/** A relay over a folder of its own that knows the GM. */
async function launch(folder: string, first = ':'): Promise<RelayProcess> {
  const relay = await relays.launch({ dataDirectory: join(root, folder), first })
  await connectTo(relay.port).enter(gm)
  return relay
}

function visitorAt(port: number, device: Device): Visitor {
  const send = (path: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}/blobs${path}`, init)
  return createVisitor(device, send, Date.now)
}

async function blobFiles(folder: string): Promise<string[]> {
  const entries = await filesIn(folder)
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function fileNamed(folder: string, name: string): Promise<Uint8Array> {
  const entries = await filesIn(folder)
  const entry = entries.find((one) => one.name === name)
  return new Uint8Array(await readFile(join(entry?.parentPath ?? '', name)))
}

function filesIn(folder: string) {
  return readdir(join(root, folder, 'blobs'), { recursive: true, withFileTypes: true })
}

/** Sends the path as it is written; `fetch` would tidy it up. */
function rawRequest(port: number, method: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}
