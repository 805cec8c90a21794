import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CLOSE_CODES } from './wire/index.ts'
import { connectTo } from './testing/over-socket.ts'
import { createOwner, recordBytesOf, tabOf } from './testing/people.ts'
import { download, snapshotAfter, upload } from './testing/snapshots.ts'

const gm = createOwner().device('gm')
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let directory = ''
const children: ChildProcess[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-relay-'))
})
afterEach(async () => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'))
  await rm(directory, { recursive: true, force: true })
})

describe('the relay as a process', () => {
  test('killed with -9 in a burst of writes, it has lost nothing it acknowledged', async () => {
    const acked = new Map<string, number>()
    for (const round of [1, 2]) {
      const relay = await launch()
      const writers = await Promise.all(
        [1, 2, 3].map(async (number) => {
          const client = connectTo(relay.port)
          await client.enter(gm)
          const tab = tabOf(round * 10 + number)
          const records = Array.from({ length: 200 }, (_, i) => recordBytesOf(gm, i + 1, { tab }))
          return { client, records }
        }),
      )
      const timer = setInterval(() => {
        for (const { client, records } of writers) client.append(...records.splice(0, 5))
      }, 1)
      for (const { client } of writers) await client.next('ack')
      await new Promise((resolve) => setTimeout(resolve, 50 * round))
      relay.child.kill('SIGKILL')
      clearInterval(timer)
      for (const { client } of writers) {
        await client.ended()
        for (const frame of client.frames) {
          if (frame.type !== 'ack') continue
          for (const { tab, ctr, seq } of frame.items) acked.set(`${tab} ${ctr}`, seq)
        }
      }

      const again = await launch()
      const reader = connectTo(again.port)
      const records = await reader.syncAll(await reader.enter(gm))
      for (const [name, seq] of acked) {
        const [tab, ctr] = name.split(' ')
        const record = records[seq - 1]
        expect(record && [tabTextOf(record), ctrOf(record)]).toEqual([tab, Number(ctr)])
      }
      again.child.kill('SIGTERM')
      await exitOf(again.child)
    }
    expect(acked.size).toBeGreaterThanOrEqual(6)
  }, 180_000)

  test('killed with -9 right after it kept a snapshot, it has all of it', async () => {
    const relay = await launch()
    const client = connectTo(relay.port)
    const { epoch } = await client.enter(gm)
    const record = recordBytesOf(gm, 1)
    client.append(record)
    await client.next('ack')
    const ciphertext = new Uint8Array(randomBytes(700_000))
    const snapshot = snapshotAfter(gm, epoch, [record], { ciphertext })
    expect(await upload(client, snapshot, { pieceBytes: 250_000 })).toBe('kept')
    relay.child.kill('SIGKILL')
    await exitOf(relay.child)

    const again = connectTo((await launch()).port)
    await again.enter(gm)
    again.send({ type: 'list', streams: [] })
    expect((await again.next('shelf')).snapshots[0]?.kept[0]).toMatchObject({ id: snapshot.id })
    const bytes = await download(again, snapshot.id, snapshot.bytes.length)
    expect(bytes.equals(snapshot.bytes)).toBe(true)
  })

  test('a write the disk refuses loses nothing, then or later, and the relay goes on by itself', async () => {
    const ciphertext = randomBytes(200_000)
    const relay = await launch('ulimit -f 2048')
    const client = connectTo(relay.port)
    await client.enter(gm)
    for (let ctr = 1; ctr <= 8; ctr += 1) {
      client.append(recordBytesOf(gm, ctr, { ciphertext }))
      await Promise.race([client.next('ack').catch(() => undefined), client.ended()])
    }
    expect((await client.ended()).code).toBe(CLOSE_CODES.storageFailed)

    const again = connectTo(relay.port)
    const { head } = await again.enter(gm)
    expect(head).toBe(client.frames.filter(({ type }) => type === 'ack').length)
    expect(head).toBeLessThan(8)
    again.append(recordBytesOf(gm, head + 1, { ciphertext }), recordBytesOf(gm, head + 2))
    await again.next('ack')
    relay.child.kill('SIGKILL')
    await exitOf(relay.child)

    const later = connectTo((await launch()).port)
    const records = await later.syncAll(await later.enter(gm))
    expect(records.map(ctrOf)).toEqual(Array.from({ length: head + 2 }, (_, index) => index + 1))
  })

  test('ends within a moment and with 0 when told to, sockets open or not', async () => {
    const relay = await launch()
    const client = connectTo(relay.port)
    await client.enter(gm)
    relay.child.kill('SIGTERM')
    expect(await exitOf(relay.child)).toBe(0)
    expect((await client.ended()).code).toBe(4508)
  })

  test('writes neither room, keys nor addresses to its log, and content only sealed to its disk', async () => {
    const relay = await launch()
    const client = connectTo(relay.port)
    await client.enter(gm)
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    client.sendBytes(new Uint8Array(9))
    await client.ended()
    relay.child.kill('SIGTERM')
    await exitOf(relay.child)
    const lines = relay.output().trim().split('\n').slice(1)
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      'room-created',
      'connection-refused',
    ])
    expect(relay.output()).not.toContain(gm.room)
    expect(lines.join('')).not.toContain('127.0.0.1')
    const files = await readdir(join(directory, 'log'))
    const disk = await Promise.all(files.map((file) => readFile(join(directory, 'log', file))))
    expect(Buffer.concat(disk).includes(Buffer.from(recordBytesOf(gm, 1)))).toBe(true)
  })

  test('backed up while it runs, restored over what came after, it has a new epoch and what was there', async () => {
    const backups = join(directory, 'backups')
    const relay = await launch()
    const client = connectTo(relay.port)
    const before = await client.enter(gm)
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    const backup = spawnRelay(['backup', backups])
    expect(await exitOf(backup.child)).toBe(0)
    expect(backup.output()).toContain('Wrote ')
    client.append(recordBytesOf(gm, 2))
    await client.next('ack')
    const early = spawnRelay(['restore', backups])
    expect(await exitOf(early.child)).toBe(1)
    expect(early.output()).toContain('Stop it first.')
    relay.child.kill('SIGTERM')
    expect(await exitOf(relay.child)).toBe(0)

    const restoring = spawnRelay(['restore', backups])
    expect(await exitOf(restoring.child)).toBe(0)
    const again = connectTo((await launch()).port)
    const after = await again.enter(gm)
    expect(after.head).toBe(1)
    expect(after.epoch).not.toBe(before.epoch)
  })

  test('started wrongly, it says in one sentence what is wrong', async () => {
    const mistakes = [
      [['--port', 'many'], '--port (or PORT) has to be a number'],
      [['--colour', 'red'], 'Unknown option'],
      [['--data-dir', '/dev/null/data'], 'cannot be written to'],
    ] as const
    await Promise.all(
      mistakes.map(async ([flags, sentence]) => {
        const { child, output } = spawnRelay(flags)
        expect(await exitOf(child)).toBe(1)
        expect(output()).toContain(sentence)
        expect(output().trim().split('\n')).toHaveLength(1)
      }),
    )
  })
})

/** A relay that runs; `first` is said to the shell before it, such as a limit. */
async function launch(
  first?: string,
): Promise<{ child: ChildProcess; port: number; output: () => string }> {
  const { child, output } = spawnRelay(['--port', '0', '--host', '127.0.0.1'], first)
  for (;;) {
    const port = /at http:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[1]
    if (port !== undefined) return { child, output, port: Number(port) }
    if (child.exitCode !== null) throw new Error(`The relay did not start: ${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function spawnRelay(
  flags: readonly string[],
  first = ':',
): { child: ChildProcess; output: () => string } {
  const env = { ...process.env, DATA_DIR: directory, PORT: '', HOST: '' }
  const relay = [process.execPath, '--import', 'tsx', main, ...flags]
  const child = spawn('sh', ['-c', `${first} && exec "$@"`, 'sh', ...relay], { env })
  children.push(child)
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  child.stderr.on('data', (part: Buffer) => (text += part.toString()))
  return { child, output: () => text }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('close', (code) => resolve(code)))
}

function tabTextOf(record: Uint8Array): string {
  return Buffer.from(record.subarray(38, 46)).toString('hex')
}

function ctrOf(record: Uint8Array): number {
  return Buffer.from(record).readUInt32BE(46)
}
