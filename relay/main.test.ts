import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CLOSE_CODES } from './wire/index.ts'
import { connectTo } from './testing/over-socket.ts'
import { createOwner, recordBytesOf, tabOf } from './testing/people.ts'
import { createRelayProcesses } from './testing/relay-process.ts'
import { download, snapshotAfter, upload } from './testing/snapshots.ts'

const gm = createOwner().device('gm')
const relays = createRelayProcesses()
let dataDirectory = ''

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'dungeon-lab-relay-'))
})
afterEach(async () => {
  await relays.killAll()
  await rm(dataDirectory, { recursive: true, force: true })
})

describe('the relay as a process', () => {
  test('killed with -9 in bursts of writes and right after it kept a snapshot, it has all that it acknowledged', async () => {
    const acked = new Map<string, number>()
    let relay = await relays.launch({ dataDirectory })
    for (const round of [1, 2]) {
      const writers = await Promise.all(
        [1, 2, 3].map(async (number) => {
          const client = connectTo(relay.port)
          await client.enter(gm)
          const tab = tabOf(round * 10 + number)
          const records = Array.from({ length: 100 }, (_, i) => recordBytesOf(gm, i + 1, { tab }))
          return { client, records }
        }),
      )
      const timer = setInterval(() => {
        for (const { client, records } of writers) client.append(...records.splice(0, 5))
      }, 1)
      for (const { client } of writers) await client.next('ack')
      await relay.kill()
      clearInterval(timer)
      for (const { client } of writers) {
        await client.ended()
        for (const frame of client.frames) {
          if (frame.type !== 'ack') continue
          for (const { tab, ctr, seq } of frame.items) acked.set(`${tab} ${ctr}`, seq)
        }
      }

      relay = await relays.launch({ dataDirectory })
      const reader = connectTo(relay.port)
      const records = await reader.syncAll(await reader.enter(gm))
      for (const [name, seq] of acked) {
        const [tab, ctr] = name.split(' ')
        const record = records[seq - 1]
        expect(record && [tabTextOf(record), ctrOf(record)]).toEqual([tab, Number(ctr)])
      }
    }
    expect(acked.size).toBeGreaterThanOrEqual(6)

    const other = createOwner('snapshots').device('gm')
    const client = connectTo(relay.port)
    const { epoch } = await client.enter(other)
    const record = recordBytesOf(other, 1)
    client.append(record)
    await client.next('ack')
    const ciphertext = new Uint8Array(randomBytes(300_000))
    const snapshot = snapshotAfter(other, epoch, [record], { ciphertext })
    expect(await upload(client, snapshot, { pieceBytes: 250_000 })).toBe('kept')
    await relay.kill()

    const again = connectTo((await relays.launch({ dataDirectory })).port)
    await again.enter(other)
    again.send({ type: 'list', streams: [] })
    expect((await again.next('shelf')).snapshots[0]?.kept[0]).toMatchObject({ id: snapshot.id })
    const bytes = await download(again, snapshot.id, snapshot.bytes.length)
    expect(bytes.equals(snapshot.bytes)).toBe(true)
  })

  test('a write the disk refuses loses nothing, then or later, and the relay goes on by itself', async () => {
    const ciphertext = randomBytes(200_000)
    const relay = await relays.launch({ dataDirectory, first: 'ulimit -f 2048' })
    const client = connectTo(relay.port)
    await client.enter(gm)
    for (let ctr = 1; ctr <= 8; ctr += 1) {
      client.append(recordBytesOf(gm, ctr, { ciphertext }))
      await Promise.race([client.next('ack').catch(() => undefined), client.ended()])
    }
    expect((await client.ended()).code).toBe(CLOSE_CODES.storageFull)

    const again = connectTo(relay.port)
    const { head } = await again.enter(gm)
    expect(head).toBe(client.frames.filter(({ type }) => type === 'ack').length)
    expect(head).toBeLessThan(8)
    again.append(recordBytesOf(gm, head + 1, { ciphertext }), recordBytesOf(gm, head + 2))
    await again.next('ack')
    await relay.kill()

    const later = connectTo((await relays.launch({ dataDirectory })).port)
    const records = await later.syncAll(await later.enter(gm))
    expect(records.map(ctrOf)).toEqual(Array.from({ length: head + 2 }, (_, index) => index + 1))
  })

  test('ends within a moment and with 0 when told to; its log names neither room, keys nor addresses, its disk holds only what is sealed', async () => {
    const relay = await relays.launch({ dataDirectory })
    const client = connectTo(relay.port)
    await client.enter(gm)
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    client.sendBytes(new Uint8Array(9))
    await client.ended()
    const open = connectTo(relay.port)
    await open.enter(gm)
    expect(await relay.stop()).toBe(0)
    expect((await open.ended()).code).toBe(CLOSE_CODES.again)
    const lines = relay.output().trim().split('\n').slice(1)
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      'room-created',
      'connection-refused',
    ])
    expect(relay.output()).not.toContain(gm.room)
    expect(lines.join('')).not.toContain('127.0.0.1')
    const log = join(dataDirectory, 'log')
    const files = await readdir(log)
    const disk = await Promise.all(files.map((file) => readFile(join(log, file))))
    expect(Buffer.concat(disk).includes(Buffer.from(recordBytesOf(gm, 1)))).toBe(true)
  })

  test('backed up while it runs, restored over what came after, it has a new epoch and what was there', async () => {
    const backups = join(dataDirectory, 'backups')
    const relay = await relays.launch({ dataDirectory })
    const client = connectTo(relay.port)
    const before = await client.enter(gm)
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    const backup = await relays.run({ dataDirectory, flags: ['backup', backups] })
    expect(backup).toMatchObject({ code: 0, output: expect.stringContaining('Wrote ') as unknown })
    client.append(recordBytesOf(gm, 2))
    await client.next('ack')
    const restore = { dataDirectory, flags: ['restore', backups] }
    const early = await relays.run(restore)
    expect(early).toMatchObject({
      code: 1,
      output: expect.stringContaining('Stop it first.') as unknown,
    })
    expect(await relay.stop()).toBe(0)

    expect(await relays.run(restore)).toMatchObject({ code: 0 })
    const again = connectTo((await relays.launch({ dataDirectory })).port)
    const after = await again.enter(gm)
    for (const name of await readdir(join(dataDirectory, 'log'))) {
      const { mode } = await stat(join(dataDirectory, 'log', name))
      expect(mode & 0o077).toBe(0)
    }
    expect(after.head).toBe(1)
    expect(after.epoch).not.toBe(before.epoch)
  })

  test('started wrongly, it says in one sentence what is wrong', async () => {
    const mistakes = [
      [['--port', 'many'], '--port (or PORT) has to be a number'],
      [['--data-dir', '/proc/nope'], 'cannot be written to'],
    ] as const
    for (const [flags, sentence] of mistakes) {
      const { code, output } = await relays.run({ dataDirectory, flags })
      expect(code).toBe(1)
      expect(output).toContain(sentence)
      expect(output.trim().split('\n')).toHaveLength(1)
    }
  })
})

function tabTextOf(record: Uint8Array): string {
  return Buffer.from(record.subarray(38, 46)).toString('hex')
}

function ctrOf(record: Uint8Array): number {
  return Buffer.from(record).readUInt32BE(46)
}
