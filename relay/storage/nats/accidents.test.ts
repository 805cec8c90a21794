import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startNatsServer } from '../../testing/nats-server.ts'
import { connectTo } from '../../testing/over-socket.ts'
import { createOwner, recordBytesOf, tabOf, type Device } from '../../testing/people.ts'
import { createRelayProcesses, type RelayProcess } from '../../testing/relay-process.ts'
import { decodeRecordHead, isMalformed } from '../../wire/index.ts'

/** Records a writer has under way at most. */
const AHEAD = 12
const ROUNDS = 3
const processes = createRelayProcesses()
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-relays-'))
})
afterAll(async () => {
  await processes.killAll()
  await rm(directory, { recursive: true, force: true })
})

describe('accidents in a burst of writes, with two relay processes: whoever connects again goes on, and nothing acked is lost or doubled', () => {
  test('relays and their one NATS server are killed with -9', async () => {
    const server = await startNatsServer()
    await playThrough(server.url, async () => {
      await server.kill()
      await server.restart()
    })
    await server.remove()
  }, 180_000)
})

async function playThrough(url: string, natsFails: () => Promise<void>): Promise<void> {
  const relays = await Promise.all([launch(url, 0), launch(url, 1)])
  const owner = createOwner('accidents')
  const writers = ['a', 'b', 'c', 'd'].map((name, index) => createWriter(owner.device(name), index))
  const writing = Promise.all(writers.map((writer) => writer.run(() => relays)))

  for (let round = 0; round < ROUNDS; round += 1) {
    await goOn(writers)
    const victim = round % relays.length
    await relays[victim]?.kill()
    relays[victim] = await launch(url, victim)
    await goOn(writers)
    await natsFails()
  }
  await goOn(writers)
  for (const writer of writers) writer.finish()
  await writing

  const reader = connectTo(relays[0]?.port ?? 0)
  const log = await reader.syncAll(await reader.enter(owner.device('reader')))
  for (const writer of writers) {
    const theirs = log.flatMap((record, index) =>
      Buffer.compare(authorOf(record), writer.device.keys.publicKey) === 0
        ? [[numberOf(record), index + 1]]
        : [],
    )
    expect(theirs.map(([number]) => number)).toEqual(theirs.map((_, index) => index + 1))
    expect(theirs).toEqual(writer.acked())
  }
  expect(connects(writers)).toBeGreaterThanOrEqual(writers.length + ROUNDS)
  reader.close()
}

/** A device that writes records one after the other and, like a client, keeps each until it is acked. */
function createWriter(device: Device, index: number) {
  const tab = tabOf(index + 1)
  const seqByNumber = new Map<number, number>()
  let connects = 0
  let sent = 0
  let isFinishing = false

  function isDone(): boolean {
    return isFinishing && seqByNumber.size === sent
  }

  async function session(port: number): Promise<void> {
    const client = connectTo(port)
    const { socket } = client
    try {
      await client.enter(device)
      connects += 1
      for (let next = seqByNumber.size + 1; !isDone();) {
        for (; next <= sent || (!isFinishing && next <= seqByNumber.size + AHEAD); next += 1) {
          sent = Math.max(sent, next)
          client.append(recordBytesOf(device, next, { tab }))
        }
        for (const { ctr, seq } of (await client.next('ack')).items) {
          expect(seqByNumber.get(ctr) ?? seq).toBe(seq)
          seqByNumber.set(ctr, seq)
        }
      }
    } finally {
      socket.terminate()
    }
  }

  return {
    device,
    connects: () => connects,
    ackedCount: () => seqByNumber.size,
    acked: () => [...seqByNumber].sort(([left], [right]) => left - right),
    finish: () => void (isFinishing = true),
    async run(relays: () => readonly RelayProcess[]): Promise<void> {
      for (let turn = index; !isDone(); turn += 1) {
        const relay = relays()[turn % relays().length]
        await session(relay?.port ?? 0).catch((error: unknown) => {
          if (error instanceof Error && error.message.startsWith('No ')) return
          throw error
        })
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}

type Writer = ReturnType<typeof createWriter>

/** Resolves in the middle of things: when everybody has had some more records acked. */
async function goOn(writers: readonly Writer[]): Promise<void> {
  const before = writers.map((writer) => writer.ackedCount())
  while (!writers.every((writer, index) => writer.ackedCount() > (before[index] ?? 0) + AHEAD)) {
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

function connects(writers: readonly Writer[]): number {
  return writers.reduce((sum, writer) => sum + writer.connects(), 0)
}

function launch(url: string, number: number): Promise<RelayProcess> {
  const dataDirectory = join(directory, String(number))
  return processes.launch({ dataDirectory, flags: ['--nats-url', url] })
}

function authorOf(record: Uint8Array): Uint8Array {
  return headOf(record).author
}

function numberOf(record: Uint8Array): number {
  return headOf(record).ctr
}

function headOf(bytes: Uint8Array) {
  const head = decodeRecordHead(bytes)
  if (isMalformed(head)) throw new Error(head.reason)
  return head
}
