import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectTo } from '../testing/over-socket.ts'
import { createOwner, type Device } from '../testing/people.ts'
import { contentOf, createVisitor, hashOf, refusalOf, type Visitor } from './testing/visitor.ts'

const gm = createOwner('tavern').device('gm')
const stranger = createOwner('crypt').device('thief')
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const MIB = 1024 * 1024
let directory = ''
const children: ChildProcess[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-relay-'))
})
afterEach(async () => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'))
  await rm(directory, { recursive: true, force: true })
})

describe('blobs of a relay process', () => {
  test('[BL5] come back whole over a real port, and are not on its disk before they are whole', async () => {
    const { visitor, port } = await launch()
    const content = contentOf(3 * MIB)
    await visitor.put(content, 0, MIB)
    expect(await blobFiles()).toEqual([expect.stringMatching(/\.part$/)])
    expect(await refusalOf(await visitor.get(hashOf(content)))).toBe('404 notHere')
    await visitor.put(content, MIB, 2 * MIB)
    await visitor.put(content, 2 * MIB)
    expect(await blobFiles()).toEqual([hashOf(content)])
    const got = await visitor.get(hashOf(content))
    expect(got.headers.get('Content-Length')).toBe(String(3 * MIB))
    expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true)
    const part = await visitor.get(hashOf(content), `bytes=${MIB}-${MIB + 9}`)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(content.subarray(MIB, MIB + 10))
    const head = await visitor.head(hashOf(content))
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, String(3 * MIB)])
    expect(await refusalOf(await visitorAt(port, stranger).get(hashOf(content)))).toBe(
      '403 notAMember',
    )
  })

  test('[BL6] killed with -9 in the middle of uploads, it keeps what was confirmed and goes on from there', async () => {
    const contents: Uint8Array[] = []
    let { visitor, child } = await launch()
    const confirmed = new Set<string>()
    for (let round = 0; round < 4; round += 1) {
      contents.push(...[1, 2, 3].map((number) => contentOf(2 * MIB, 3 * round + number)))
      const unsent = contents.filter((content) => !confirmed.has(hashOf(content)))
      const sending = unsent.map((content) => sendAll(visitor, content, confirmed))
      await new Promise((resolve) => setTimeout(resolve, 15 + 40 * round))
      child.kill('SIGKILL')
      await Promise.allSettled(sending)
      ;({ visitor, child } = await launch())
      for (const name of await blobFiles()) {
        const isWhole = /^[0-9a-f]{64}$/.test(name)
        if (isWhole) expect(hashOf(await fileNamed(name))).toBe(name)
      }
      for (const hash of confirmed) expect(await blobFiles()).toContain(hash)
    }
    for (const content of contents) await sendAll(visitor, content, confirmed)
    expect(confirmed).toEqual(new Set(contents.map(hashOf)))
    for (const content of contents) {
      const got = await visitor.get(hashOf(content))
      expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true)
    }
  }, 120_000)

  test('[BL15] a disk that refuses a write is said to be full, and what was there stays', async () => {
    const { visitor, restart } = await launch('ulimit -f 4096')
    const [long, small] = [contentOf(6 * MIB), contentOf(1000)]
    const statuses = []
    for (let from = 0; from < long.length; from += MIB) {
      statuses.push((await visitor.put(long, from, from + MIB)).status)
    }
    expect(statuses.slice(0, 2)).toEqual([200, 200])
    expect(statuses).toContain(507)
    expect((await visitor.put(small)).status).toBe(200)
    const again = await restart()
    const head = await again.visitor.head(hashOf(long), long.length)
    await sendAll(again.visitor, long, new Set(), Number(head.headers.get('Upload-Offset')))
    expect((await again.visitor.head(hashOf(long))).status).toBe(200)
  })

  test('[BL3] a refusal is heard by who is still sending a long part', async () => {
    const { visitor } = await launch()
    const content = contentOf(MIB)
    const request = { method: 'put', hash: hashOf(content), totalBytes: MIB } as const
    for (let times = 0; times < 20; times += 1) {
      const late = await visitor.ask({ ...request, expiresAtMs: 1000 }, { body: content })
      expect(await refusalOf(late)).toBe('401 expired')
    }
  })

  test('[BL10] paths as a browser would never send them lead nowhere', async () => {
    const { port } = await launch()
    const answers = await Promise.all(
      [
        '/blobs/../../etc/passwd',
        `/blobs/${gm.room}/../../log/CURRENT`,
        '/blobs//',
        '/blobs/%2e%2e/x',
      ].flatMap((path) => ['GET', 'PUT'].map((method) => rawRequest(port, method, path))),
    )
    for (const status of answers) expect([400, 401, 404]).toContain(status)
  })
})

async function sendAll(
  visitor: Visitor,
  content: Uint8Array,
  confirmed: Set<string>,
  from = 0,
): Promise<void> {
  for (let offset = from; ;) {
    const answer = await visitor.put(content, offset, Math.min(content.length, offset + MIB / 2))
    const body = (await answer.json()) as { readonly offset: number; readonly isWhole?: boolean }
    if (body.isWhole === true) {
      confirmed.add(hashOf(content))
      return
    }
    offset = body.offset
  }
}

/** A relay that runs and knows the GM; `first` is said to the shell before it, such as a limit. */
async function launch(first = ':') {
  const relay = [process.execPath, '--import', 'tsx', main, '--port', '0', '--host', '127.0.0.1']
  const env = { ...process.env, DATA_DIR: directory, PORT: '', HOST: '' }
  const child = spawn('sh', ['-c', `${first} && exec "$@"`, 'sh', ...relay], { env })
  children.push(child)
  const port = await new Promise<number>((resolve, reject) => {
    let output = ''
    child.once('exit', () => reject(new Error(`The relay did not start: ${output}`)))
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output += part.toString()
        const found = /at http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1]
        if (found !== undefined) resolve(Number(found))
      })
    }
  })
  await connectTo(port).enter(gm)
  const restart = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    return launch()
  }
  return { child, port, visitor: visitorAt(port, gm), restart }
}

function visitorAt(port: number, device: Device): Visitor {
  const send = (path: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}/blobs${path}`, init)
  return createVisitor(device, send, Date.now)
}

async function blobFiles(): Promise<string[]> {
  const entries = await readdir(join(directory, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function fileNamed(name: string): Promise<Uint8Array> {
  const entries = await readdir(join(directory, 'blobs'), { recursive: true, withFileTypes: true })
  const entry = entries.find((one) => one.name === name)
  return new Uint8Array(await readFile(join(entry?.parentPath ?? '', name)))
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
