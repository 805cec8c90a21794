import { createAdaptorServer } from '@hono/node-server'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRelayApp } from './app.ts'
import { createBlobs, type BlobEvent, type BlobStorage } from './blobs/index.ts'
import { blobLimits, type RelayLimits } from './limits.ts'
import { nativeSha256, nativeVerify } from './native-cryptography.ts'
import { createRooms, type RelayEvent } from './rooms.ts'
import { createSockets } from './socket.ts'
import type { Storage } from './storage/storage.ts'
import { takeUpgrades } from './upgrade.ts'

/** A relay that listens. */
export interface RelayServer {
  /** The port it got. */
  readonly port: number
  /** Closes the sockets with "connect again", stops listening, and waits for what is on its way to the disk. */
  stop(): Promise<void>
}

/** The port cannot be had; says why in a plain sentence. */
export interface NotListening {
  readonly type: 'not-listening'
  readonly sentence: string
}

export interface RelayServerOptions {
  readonly port: number
  readonly host: string
  readonly storage: Storage
  readonly blobStorage: BlobStorage
  readonly limits: RelayLimits
  readonly pageDirectory: string | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
  readonly random: (length: number) => Uint8Array
  /** Runs something every so many milliseconds until the answer is called. */
  readonly every: (ms: number, run: () => void) => () => void
  readonly schedule: (turn: () => void) => void
  readonly report: (event: RelayEvent | BlobEvent) => void
}

const SWEEP_MS = 1000
const LET_GO_MS = 60_000
const COLLECT_MS = 6 * 60 * 60 * 1000
const GOODBYE_TICK_MS = 20
const GOODBYE_TICKS = 15

/** Serves page, socket, blobs and health on one port. */
export async function startRelayServer(
  options: RelayServerOptions,
): Promise<RelayServer | NotListening> {
  const { limits, uptimeMs } = options
  const rooms = createRooms({ ...options, sha256: nativeSha256, verify: nativeVerify })
  const sockets = createSockets({ rooms, limits, uptimeMs })
  const blobs = createBlobs({
    ...options,
    storage: options.blobStorage,
    limits: blobLimits,
    chainsOf: async (room) => (await options.storage.load(room))?.chains ?? [],
    sha256: nativeSha256,
    verify: nativeVerify,
  })
  const { pageDirectory } = options
  const app = createRelayApp({ rooms, blobs: blobs.routes, pageDirectory })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  const { messageBytes } = limits
  const webSockets = takeUpgrades(server, { messageBytes, serve: sockets.serve })

  const problem = await listen(server, options)
  if (problem !== undefined) return { type: 'not-listening', sentence: problem }
  const stopSweeps = [
    options.every(SWEEP_MS, sockets.closeSilent),
    options.every(LET_GO_MS, blobs.letGo),
    options.every(COLLECT_MS, () => void blobs.collect()),
  ]

  /** A moment for the sockets to hear that they are closed. */
  function goodbyes(): Promise<void> {
    return new Promise((resolve) => {
      let ticksLeft = GOODBYE_TICKS
      const stopWaiting = options.every(GOODBYE_TICK_MS, () => {
        ticksLeft -= 1
        if (webSockets.clients.size > 0 && ticksLeft > 0) return
        stopWaiting()
        resolve()
      })
    })
  }

  return {
    port: (server.address() as AddressInfo).port,

    async stop() {
      for (const stopSweep of stopSweeps) stopSweep()
      rooms.closeAll('again')
      server.close()
      await rooms.settled()
      await goodbyes()
      for (const socket of webSockets.clients) socket.terminate()
      server.closeAllConnections()
    },
  }
}

/** Answers a sentence when it cannot listen. */
function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(sentenceFor(error, port, host)))
    server.listen(port, host, () => resolve(undefined))
  })
}

function sentenceFor(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use. Choose another with --port or PORT.`
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose one above 1023 with --port or PORT.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}. Choose another with --host or HOST.`
    default:
      return `The relay cannot listen on ${host}, port ${port}: ${error.message}`
  }
}
