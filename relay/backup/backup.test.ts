import { chown, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { mkdir, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { firstHash } from '../wire/index.ts'
import { openLevelStorage, type LevelStorage } from '../storage/level.ts'
import { createTestRelay } from '../testing/in-process.ts'
import { createOwner, recordBytesOf } from '../testing/people.ts'
import { backUp, openControlSocket, partsOf, restore } from './index.ts'

const gm = createOwner().device('gm')
const records = [1, 2, 3].map((ctr) => recordBytesOf(gm, ctr))
let root = ''
let dataDirectory = ''
let to = ''
let timeMs = 1_800_000_000_000
const now = () => (timeMs += 1000)
const random = (length: number) => new Uint8Array(length).fill(77)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dungeon-lab-backup-'))
  dataDirectory = join(root, 'data')
  to = join(root, 'backups')
  await mkdir(dataDirectory)
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('a backup', () => {
  test('that was taken while the relay ran comes back with all its records, and with a new epoch', async () => {
    const storage = await openLog()
    const control = await openControlSocket(dataDirectory, storage.entries)
    const relay = createTestRelay({ storage })
    const writer = relay.connect()
    const before = await writer.enter(gm)
    writer.append(...records.slice(0, 2))
    await writer.next('ack')
    expect(await backUp({ dataDirectory, to, now })).toMatchObject({ type: 'done' })
    writer.append(...records.slice(2))
    await writer.next('ack')
    await control.close()
    await storage.close()

    const outcome = await restore({ dataDirectory, from: to, now, random })
    expect(outcome.sentence).toContain('Rooms: 1')
    expect(outcome.sentence).toContain('log.before-')
    const again = await openLog()
    const reader = createTestRelay({ storage: again }).connect()
    const after = await reader.enter(gm)
    expect(after).toMatchObject({ head: 2, firstKept: 1 })
    expect(after.epoch).not.toBe(before.epoch)
    // The chain goes on as it was: what members signed about it still holds.
    expect(after.baseHash).toEqual(firstHash(gm.room, before.epoch))
    reader.send({ type: 'sync', epoch: after.epoch, seq: 0, hash: after.baseHash })
    expect((await reader.next('position')).verdict).toBe('matches')
    expect((await reader.next('records')).records).toEqual(records.slice(0, 2))
    reader.send({ type: 'sync', epoch: before.epoch, seq: 0, hash: after.baseHash })
    expect((await reader.next('position')).verdict).toBe('epoch-changed')
    await again.close()
  })

  test('can be taken when no relay runs, and takes blobs along, each once', async () => {
    await writeSomething()
    const blobs = join(partsOf(dataDirectory).blobs, 'ab')
    await mkdir(blobs, { recursive: true })
    await writeFile(join(blobs, 'blob'), 'sealed')
    expect((await backUp({ dataDirectory, to, now })).sentence).toContain('copied: 1')
    expect((await backUp({ dataDirectory, to, now })).sentence).toContain('copied: 0')
    await utimes(join(blobs, 'blob'), 5, 5)
    expect((await backUp({ dataDirectory, to, now })).sentence).toContain('copied: 1')

    const elsewhere = join(root, 'elsewhere')
    const outcome = await restore({ dataDirectory: elsewhere, from: to, now, random })
    expect(outcome).toMatchObject({ type: 'done' })
    expect(await readFile(join(partsOf(elsewhere).blobs, 'ab', 'blob'), 'utf8')).toBe('sealed')

    const [oldest = ''] = (await readdir(to)).filter((name) => name.endsWith('.backup')).sort()
    const third = join(root, 'third')
    await restore({ dataDirectory: third, from: join(to, oldest), now, random })
    expect(await readFile(join(partsOf(third).blobs, 'ab', 'blob'), 'utf8')).toBe('sealed')
    expect((await readdir(to)).filter((name) => name.endsWith('.backup'))).toHaveLength(3)
  })

  test('keeps the files it goes with; when it goes, those that no later one goes with go too', async () => {
    await writeSomething()
    const blobs = join(partsOf(dataDirectory).blobs, 'ab')
    const copies = join(partsOf(to).blobs, 'ab')
    await mkdir(blobs, { recursive: true })
    for (const name of ['first', 'both']) await writeFile(join(blobs, name), name)
    await backUp({ dataDirectory, to, now })
    await rm(join(blobs, 'first'))
    expect((await backUp({ dataDirectory, to, now })).sentence).toContain('removed: 0')
    expect((await readdir(copies)).sort()).toEqual(['both', 'first'])

    const [oldest = ''] = (await readdir(to)).filter((name) => name.endsWith('.backup')).sort()
    await rm(join(to, oldest))
    expect((await backUp({ dataDirectory, to, now })).sentence).toContain('removed: 1')
    expect(await readdir(copies)).toEqual(['both'])
    const names = (await readdir(to)).sort()
    expect(names.filter((name) => name.endsWith('.files'))).toHaveLength(2)
  })

  test('without a list of its files, as one that broke off there, holds back every removal', async () => {
    await writeSomething()
    const { blobs } = partsOf(dataDirectory)
    await mkdir(blobs)
    await writeFile(join(blobs, 'blob'), 'sealed')
    await backUp({ dataDirectory, to, now })
    for (const name of await readdir(to)) if (name.endsWith('.files')) await rm(join(to, name))
    await rm(join(blobs, 'blob'))
    expect((await backUp({ dataDirectory, to, now })).sentence).toContain('removed: 0')
    expect(await readdir(partsOf(to).blobs)).toEqual(['blob'])
  })

  test('and what it brings back belong to whom the data belong, whoever ran the command', async () => {
    await writeSomething()
    // Another user where this one may hand files over, which is how a keeper runs it.
    const owner = process.getuid?.() === 0 ? 4321 : (await stat(dataDirectory)).uid
    const { log } = partsOf(dataDirectory)
    for (const path of [dataDirectory, log]) await chown(path, owner, -1)
    const owners = async () => {
      const paths = (await readdir(dataDirectory, { recursive: true })).map((name) =>
        join(dataDirectory, name),
      )
      return new Set(await Promise.all(paths.map(async (path) => (await stat(path)).uid)))
    }
    await backUp({ dataDirectory, to, now })
    expect(await owners()).toEqual(new Set([owner]))
    await restore({ dataDirectory, from: to, now, random })
    expect(await owners()).toEqual(new Set([owner]))
  })

  test('that is cut short or altered is refused, and nothing is touched', async () => {
    await writeSomething()
    await backUp({ dataDirectory, to, now })
    const [name = ''] = (await readdir(to)).filter((file) => file.endsWith('.backup'))
    const whole = await readFile(join(to, name))
    const cuts = [0, 10, 40, whole.length - 1]
    for (const length of cuts) {
      await writeFile(join(to, name), whole)
      await truncate(join(to, name), length)
      expect(await restore({ dataDirectory, from: to, now, random })).toMatchObject({
        type: 'failed',
        sentence: expect.stringContaining('damaged or cut short') as unknown,
      })
    }
    const altered = Buffer.from(whole)
    altered[100] = (altered[100] ?? 0) ^ 1
    await writeFile(join(to, name), altered)
    expect(await restore({ dataDirectory, from: to, now, random })).toMatchObject({
      type: 'failed',
    })
    expect((await readdir(dataDirectory)).sort()).toEqual(['log'])
  })

  test('is not brought back under a relay that runs, nor from where there is none', async () => {
    await writeSomething()
    await backUp({ dataDirectory, to, now })
    const storage = await openLog()
    expect((await restore({ dataDirectory, from: to, now, random })).sentence).toMatch(
      /Another relay is already using .*Stop it first\./,
    )
    await storage.close()
    expect((await restore({ dataDirectory, from: root, now, random })).sentence).toContain(
      'There is no backup in',
    )
    const nowhere = join(root, 'nowhere')
    expect((await backUp({ dataDirectory: nowhere, to, now })).sentence).toContain('nothing')
  })

  test('comes back over a log that is damaged', async () => {
    await writeSomething()
    await backUp({ dataDirectory, to, now })
    const { log } = partsOf(dataDirectory)
    for (const name of await readdir(log)) {
      if (name.startsWith('MANIFEST')) await writeFile(join(log, name), 'nonsense')
    }
    expect(await openLevelStorage(log)).toMatchObject({ type: 'unusable' })
    expect(await restore({ dataDirectory, from: to, now, random })).toMatchObject({ type: 'done' })
    const storage = await openLog()
    expect(await storage.load(gm.room)).toMatchObject({ state: { head: 3 } })
    await storage.close()
  })
})

async function writeSomething(): Promise<void> {
  const storage = await openLog()
  const writer = createTestRelay({ storage }).connect()
  await writer.enter(gm)
  writer.append(...records)
  await writer.next('ack')
  await storage.close()
}

async function openLog(): Promise<LevelStorage> {
  const storage = await openLevelStorage(partsOf(dataDirectory).log)
  if ('type' in storage) throw new Error(storage.sentence)
  return storage
}
