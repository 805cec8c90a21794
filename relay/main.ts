import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { backUp, openControlSocket, partsOf, restore, type Outcome } from './backup/index.ts'
import type { BlobEvent } from './blobs/index.ts'
import { makeDataDirectory } from './data-directory.ts'
import { openLogs } from './open-logs.ts'
import type { RelayEvent } from './rooms.ts'
import { startRelayServer } from './server.ts'
import { readCommand, type Settings } from './settings.ts'
import { openNats, STREAMS } from './storage/nats/index.ts'

// What is kept is for this user only, whoever starts, restores or backs up.
process.umask(0o077)

const now = () => Date.now()
const random = (length: number) => new Uint8Array(randomBytes(length))
const world = {
  now,
  random,
  uptimeMs: () => performance.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  every(ms: number, task: () => void) {
    const timer = setInterval(task, ms)
    return () => clearInterval(timer)
  },
}

const command = readCommand(process.argv.slice(2), process.env)
if ('hints' in command) for (const hint of command.hints) console.error(hint)
switch (command.type) {
  case 'help':
    console.log(command.text)
    break
  case 'mistake':
    giveUp(command.text)
    break
  case 'serve':
    await serve(command.settings)
    break
  case 'backup': {
    const { dataDirectory, nats } = command.settings
    if (nats !== undefined) {
      giveUp(
        `Logs and files are in NATS: back up its streams ${STREAMS.join(', ')} with "nats stream backup", in this order.`,
      )
      break
    }
    await tell(backUp({ dataDirectory: resolve(dataDirectory), to: resolve(command.place), now }))
    break
  }
  case 'renew':
    await tell(renew(command.settings))
    break
  case 'restore': {
    if (command.settings.nats !== undefined) {
      giveUp(
        'Logs and files are in NATS: stop every relay, remove its streams, bring them back with "nats stream restore", and then run "renew", so that members notice.',
      )
      break
    }
    const dataDirectory = resolve(command.settings.dataDirectory)
    await tell(restore({ dataDirectory, from: resolve(command.place), now, random }))
    break
  }
}

/** Ends the connection whatever comes of it. */
async function renew({ nats }: Settings): Promise<Outcome> {
  if (nats === undefined) {
    return { type: 'failed', sentence: 'That is for logs in NATS: "restore" does it by itself.' }
  }
  const opened = await openNats({ ...world, ...nats })
  if ('type' in opened) return { type: 'failed', sentence: opened.sentence }
  try {
    const renewal = await opened.renewEpochs()
    if (renewal.type === 'relay-is-running') {
      return { type: 'failed', sentence: 'A relay is using this NATS. Stop every relay first.' }
    }
    const { rooms, unreadable } = renewal
    const rest = unreadable === 0 ? '' : ` Rooms that cannot be read: ${unreadable}.`
    return { type: 'done', sentence: `Rooms with a new epoch: ${rooms}.${rest}` }
  } finally {
    await opened.storage.close()
  }
}

async function serve(settings: Settings): Promise<void> {
  const { host } = settings
  const directory = resolve(settings.dataDirectory)
  const problem = await makeDataDirectory(directory)
  if (problem !== undefined) return giveUp(problem)
  const parts = partsOf(directory)
  const { nats } = settings
  const logs = await openLogs({ ...world, directories: parts, nats })
  if ('type' in logs) return giveUp(logs.sentence)
  const { storage } = logs

  const server = await startRelayServer({
    ...settings,
    ...world,
    ...logs,
    pageDirectory: findPage(),
    schedule: (turn) => void setImmediate(turn),
    report,
  })
  if ('type' in server) {
    await storage.close()
    return giveUp(server.sentence)
  }
  const control =
    logs.entries === undefined
      ? undefined
      : await openControlSocket(directory, logs.entries).catch((cause: unknown) => {
          report({ event: 'no-backup-while-running', cause })
        })

  const isEverywhere = host === '0.0.0.0' || host === '::'
  const [first, ...others] = isEverywhere ? ['localhost', ...addressesInTheNetwork()] : [host]
  const addressAt = (shown: string) => `http://${shown}:${server.port}${settings.basePath}`
  console.log(`Dungeon Lab is at ${addressAt(first ?? host)}`)
  for (const shown of others) console.log(`and, for others in your network, at ${addressAt(shown)}`)

  const stop = async () => {
    await control?.close()
    await server.stop()
    await storage.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

/** The addresses under which other machines reach this one. */
function addressesInTheNetwork(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}

async function tell(outcome: Promise<Outcome>): Promise<void> {
  try {
    const { type, sentence } = await outcome
    if (type === 'done') console.log(sentence)
    else giveUp(sentence)
  } catch (error) {
    giveUp(`It cannot be done: ${textOf(error)}`)
  }
}

/** Built, the page lies beside the relay; run from source, it lies where the build puts it. */
function findPage(): string | undefined {
  const place = import.meta.url.endsWith('.ts') ? '../dist/client' : '../client'
  const directory = fileURLToPath(new URL(place, import.meta.url))
  return existsSync(join(directory, 'index.html')) ? directory : undefined
}

/** Backups have to wait until the relay is stopped. */
interface NoBackup {
  readonly event: 'no-backup-while-running'
  readonly cause: unknown
}

/** One JSON line per event, without addresses, keys, content or a room's whole id. */
function report(event: RelayEvent | BlobEvent | NoBackup): void {
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
