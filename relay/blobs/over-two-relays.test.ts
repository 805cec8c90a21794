import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNatsServer, type NatsServer } from '../testing/nats-server.ts'
import { connectTo } from '../testing/over-socket.ts'
import { createOwner } from '../testing/people.ts'
import { createRelayProcesses, type RelayProcess } from '../testing/relay-process.ts'
import { contentOf, createVisitor, hashOf, type Visitor } from './testing/visitor.ts'

const MIB = 1024 * 1024
const BUILD_MS = 60_000
const gm = createOwner('tavern').device('gm')
const relays = createRelayProcesses()
let root = ''
let server: NatsServer

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dungeon-lab-blobs-'))
  server = await startNatsServer()
}, BUILD_MS)
afterAll(async () => {
  await relays.killAll()
  await server.remove()
  await rm(root, { recursive: true, force: true })
})

test(
  '[BL6] two relay processes over one NATS: a file begun at one and ended at the other outlives both, and NATS',
  async () => {
    const here = await launch('here')
    const there = await launch('there')
    await connectTo(here.port).enter(gm)
    const content = contentOf(4 * MIB + 17)
    const hash = hashOf(content)
    await visitorAt(here).put(content, 0, MIB)
    const unfinished = visitorAt(here).put(content, MIB, 2 * MIB)
    await Promise.all([here.kill(), unfinished.catch(() => undefined)])

    const visitor = visitorAt(there)
    const head = await visitor.head(hash, content.length)
    let offset = Number(head.headers.get('Upload-Offset'))
    expect(offset).toBeGreaterThanOrEqual(MIB)
    while (offset < content.length) {
      const put = await visitor.put(content, offset, Math.min(content.length, offset + MIB))
      expect(put.status).toBe(200)
      offset = ((await put.json()) as { readonly offset: number }).offset
    }
    expect(await (await visitor.pin(1, hash)).json()).toEqual({ missing: [] })
    await Promise.all([there.kill(), server.kill()])
    await server.restart()

    const again = await launch('again')
    const got = await visitorAt(again).get(hash)
    expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true)
    const range = await visitorAt(again).get(hash, `bytes=${4 * MIB}-`)
    expect(new Uint8Array(await range.arrayBuffer())).toEqual(content.subarray(4 * MIB))
    expect((await visitorAt(again).pin(1, hash)).status).toBe(409)
    expect(await readdir(join(root, 'again'))).toEqual([])
  },
  BUILD_MS,
)

/** A relay with a folder of its own, over the one NATS. */
function launch(folder: string): Promise<RelayProcess> {
  return relays.launch({ dataDirectory: join(root, folder), flags: ['--nats-url', server.url] })
}

function visitorAt({ port }: RelayProcess): Visitor {
  const send = (path: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}/blobs${path}`, init)
  return createVisitor(gm, send, Date.now)
}
