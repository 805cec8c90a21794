import { randomBytes } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openFileBlobStorage, type BlobEvent } from './blobs/index.ts'
import { limits } from './limits.ts'
import type { RelayEvent } from './rooms.ts'
import { startRelayServer } from './server.ts'
import { readSettings, type Settings } from './settings.ts'
import { openLevelStorage } from './storage/level.ts'

const settings = readSettings(process.argv.slice(2), process.env)
switch (settings.type) {
  case 'help':
    console.log(settings.text)
    break
  case 'mistake':
    giveUp(settings.text)
    break
  case 'settings':
    await run(settings)
    break
}

async function run({ port, host, dataDirectory }: Settings): Promise<void> {
  const directory = resolve(dataDirectory)
  const problem = await makeDirectory(directory)
  if (problem !== undefined) return giveUp(problem)
  const storage = await openLevelStorage(join(directory, 'log'))
  if ('type' in storage) return giveUp(storage.sentence)

  const server = await startRelayServer({
    port,
    host,
    storage,
    blobStorage: await openFileBlobStorage(join(directory, 'blobs')),
    limits,
    pageDirectory: findPage(),
    now: () => Date.now(),
    uptimeMs: () => performance.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
    every(ms, task) {
      const timer = setInterval(task, ms)
      return () => clearInterval(timer)
    },
    schedule: (turn) => void setImmediate(turn),
    report,
  })
  if ('type' in server) {
    await storage.close()
    return giveUp(server.sentence)
  }

  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  console.log(`Dungeon Lab is at http://${shownHost}:${server.port}`)

  const stop = async () => {
    await server.stop()
    await storage.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

/** Built, the page lies beside the relay; run from source, it lies where the build puts it. */
function findPage(): string | undefined {
  const place = import.meta.url.endsWith('.ts') ? '../dist/client' : '../client'
  const directory = fileURLToPath(new URL(place, import.meta.url))
  return existsSync(join(directory, 'index.html')) ? directory : undefined
}

/** Answers a sentence when the directory cannot be made or written to. */
async function makeDirectory(directory: string): Promise<string | undefined> {
  try {
    await mkdir(directory, { recursive: true })
    await access(directory, constants.W_OK)
    return undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return `The data directory ${directory} cannot be written to: ${reason}`
  }
}

/** One JSON line per event, without addresses, keys, content or a room's whole id. */
function report(event: RelayEvent | BlobEvent): void {
  const cause = 'cause' in event ? { cause: textOf(event.cause) } : {}
  console.log(JSON.stringify({ time: new Date().toISOString(), ...event, ...cause }))
}

/** With what is behind it: "failed to open" alone helps nobody. */
function textOf(error: unknown): string {
  const hasCause = error instanceof Error && error.cause !== undefined
  return hasCause ? `${String(error)}: ${textOf(error.cause)}` : String(error)
}

function giveUp(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
