import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNatsServer, type NatsServer } from '../../relay/testing/nats-server.ts'
import { createRelayProcesses, type RelayProcess } from '../../relay/testing/relay-process.ts'
import { foundSession } from './keys/found-session.ts'
import { NOTHING_NOTICED } from './status.ts'
import type { SyncSession } from './sync-session.ts'
import { createTestDevice, eventually, randomBytes } from './testing/device.ts'
import { join, valuesOf } from './testing/party.ts'
import { connectOver } from './testing/relay-process.ts'

const WRITES = 60
const EVERY_MS = 25
const PATIENCE_MS = 90_000

const processes = createRelayProcesses()
let directory = ''
let nats: NatsServer
let balancer: Balancer

beforeAll(async () => {
  directory = await mkdtemp(pathOf(tmpdir(), 'dungeon-lab-two-relays-'))
  nats = await startNatsServer()
  balancer = await startBalancer(await Promise.all([launch('one'), launch('other')]))
}, PATIENCE_MS)
afterAll(async () => {
  balancer.close()
  await processes.killAll()
  await nats.remove()
  await rm(directory, { recursive: true, force: true })
})

test(
  'a relay that dies in the middle of play is not noticed: everybody goes on at the other, nobody is told of a problem',
  async () => {
    const keys = foundSession(randomBytes)
    const players = [keys, ...Array.from({ length: 3 }, () => join(keys, 'player'))]
    const sessions: SyncSession[] = []
    for (const own of players) {
      const session = createTestDevice(own).tab(connectOver, balancer.url)
      await eventually(() => session.status.link.state === 'synced', 'everybody is in')
      sessions.push(session)
    }
    const seen = sessions.map(watch)
    const tables = await Promise.all(sessions.map((session) => session.open('table')))
    expect(balancer.loads().map((load) => load > 0)).toEqual([true, true])

    for (let number = 0; number < WRITES; number += 1) {
      for (const [index, { doc }] of tables.entries()) {
        doc.getMap('values').set(`${index} ${number}`, number)
      }
      if (number === WRITES / 3) await balancer.killOne()
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
    await eventually(() => sessions.every(({ status }) => status.waiting === 0), 'all was sent')
    const total = WRITES * sessions.length
    await eventually(
      () => tables.every((table) => Object.keys(valuesOf(table)).length === total),
      'everybody has all',
    )

    const expected = Object.fromEntries(
      sessions.flatMap((_, index) =>
        Array.from({ length: WRITES }, (__, number) => [`${index} ${number}`, number]),
      ),
    )
    for (const table of tables) expect(valuesOf(table)).toEqual(expected)
    expect(balancer.loads()).toEqual([0, sessions.length])
    expect(new Set(seen.flatMap(({ links }) => [...links]))).toEqual(
      new Set(['synced', 'connecting', 'syncing']),
    )
    for (const { notices } of seen) expect(notices).toEqual([])
    for (const { status } of sessions) expect(status.counts).toEqual(NOTHING_NOTICED)
    const others = sessions.length - 1
    await eventually(
      () => sessions.every(({ present }) => present.length === others),
      'everybody sees the others once, and nobody who is gone',
    )
    await Promise.all(sessions.map((session) => session.stop()))
  },
  PATIENCE_MS,
)

/** Everything that a person could have been told from now on. */
function watch(session: SyncSession) {
  const links = new Set<string>()
  const notices: unknown[] = []
  session.onStatus(({ link, notice }) => {
    links.add(link.state)
    if (notice !== undefined) notices.push(notice)
  })
  return { links, notices }
}

function launch(folder: string): Promise<RelayProcess> {
  const flags = ['--nats-url', nats.url]
  return processes.launch({ dataDirectory: pathOf(directory, folder), flags })
}

interface Balancer {
  readonly url: string
  /** Connections through it to each relay. */
  loads(): readonly number[]
  /** Kills the first relay with -9. */
  killOne(): Promise<void>
  close(): void
}

/** A TCP balancer as it stands before relays: in turn, and past one that does not answer. */
async function startBalancer(relays: readonly RelayProcess[]): Promise<Balancer> {
  const open = relays.map(() => new Set<Socket>())
  let turn = 0

  function pass(from: Socket, attempt = 0): void {
    const index = turn++ % relays.length
    const to = connect(relays[index]?.port ?? 0, '127.0.0.1')
    to.once('connect', () => {
      open[index]?.add(to)
      from.pipe(to).pipe(from)
    })
    to.on('error', () => {
      const isNew = to.bytesRead === 0 && to.connecting === false && !open[index]?.has(to)
      if (isNew && attempt < relays.length) pass(from, attempt + 1)
      else from.destroy()
    })
    to.on('close', () => open[index]?.delete(to) === true && from.destroy())
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }

  const server: Server = createServer((socket) => pass(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    loads: () => open.map(({ size }) => size),
    killOne: () => relays[0]?.kill() ?? Promise.resolve(),
    close: () => server.close(),
  }
}
