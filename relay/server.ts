import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAddressBook, type AddressBook } from './address-book.ts'
import { createRelayApp } from './app.ts'
import {
  createBlobs,
  type BlobEvent,
  type BlobReserves,
  type Blobs,
  type BlobStorage,
} from './blobs/index.ts'
import { createAddressReader, type ClientAddress } from './client-address.ts'
import type { RelayLimits } from './limits.ts'
import { createMetrics, type Gauge } from './metrics.ts'
import { nativeSha256, nativeVerify } from './native-cryptography.ts'
import type { Network } from './networks.ts'
import type { Neighbours } from './neighbours.ts'
import { createRooms, type RelayEvent, type Rooms } from './rooms.ts'
import { createSockets, type Sockets } from './socket.ts'
import type { Storage } from './storage/storage.ts'
import { takeUpgrades, type Visit } from './upgrade.ts'
import type { BlobLimits } from './wire/index.ts'

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
  readonly blobLimits: BlobLimits & BlobReserves
  readonly pageDirectory: string | undefined
  /** Path below which everything is served: '' or '/like/this'. */
  readonly basePath: string
  readonly trustedProxies: readonly Network[]
  readonly metrics: 'local' | 'all' | 'off'
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
  readonly random: (length: number) => Uint8Array
  /** Runs something every so many milliseconds until the answer is called. */
  readonly every: (ms: number, run: () => void) => () => void
  readonly schedule: (turn: () => void) => void
  readonly report: (event: RelayEvent | BlobEvent) => void
  /** Relays that serve the same rooms from the same storage. */
  readonly neighbours?: Neighbours | undefined
  /** Where this relay begins to number connections. */
  readonly firstConnection?: number | undefined
}

const SWEEP_MS = 1000
const HTTP_CONNECTIONS = 1000
const HEADERS_MS = 10_000
const LET_GO_MS = 60_000
const COLLECT_MS = 6 * 60 * 60 * 1000
const GOODBYE_TICK_MS = 20
const GOODBYE_TICKS = 15

/** Serves page, socket, blobs, health and metrics on one port. */
export async function startRelayServer(
  options: RelayServerOptions,
): Promise<RelayServer | NotListening> {
  const { limits, uptimeMs, basePath } = options
  const metrics = createMetrics(uptimeMs)
  const native = { sha256: nativeSha256, verify: nativeVerify }
  const rooms = createRooms({ ...options, ...native, meter: metrics })
  const sockets = createSockets({ rooms, limits, uptimeMs })
  const addresses = createAddressBook({ limits, nowMs: uptimeMs })
  const addressOf = createAddressReader(options.trustedProxies)
  const blobs = createBlobs({
    ...options,
    storage: options.blobStorage,
    limits: options.blobLimits,
    meter: metrics,
    addressOf(context) {
      const { key, isLocal } = addressOf((context.env as HttpBindings).incoming)
      return isLocal ? undefined : key
    },
    chainsOf: async (room) => (await options.storage.load(room))?.chains ?? [],
    ...native,
  })
  let isDraining = false
  const app = createRelayApp({
    rooms,
    blobs: blobs.routes,
    pageDirectory: options.pageDirectory,
    basePath,
    isDraining: () => isDraining,
    metrics: {
      mayRead: (request) =>
        options.metrics === 'all' || (options.metrics === 'local' && addressOf(request).isLocal),
      read: () => metrics.read([...gaugesOf(rooms, sockets, addresses), blobGauge(blobs)]),
    },
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  // Beside the sockets of members, there is room for requests that end soon.
  server.maxConnections = limits.connections + HTTP_CONNECTIONS
  server.headersTimeout = HEADERS_MS
  const webSockets = takeUpgrades(server, {
    path: `${basePath}/ws`,
    messageBytes: limits.messageBytes,
    letIn(request) {
      if (isDraining) return 503
      const address = addressOf(request)
      const answer = addresses.enter(address)
      if (answer === 'entered') return new AddressVisit(addresses, address)
      metrics.count('connections_turned_away', 1, answer)
      return answer === 'relay-full' ? 503 : 429
    },
    serve: sockets.serve,
  })

  async function forgetUnused(): Promise<void> {
    try {
      for (const room of await rooms.forgetUnused()) await blobs.forgetRoom(room)
    } catch (cause) {
      options.report({ event: 'rooms-not-forgotten', cause })
    }
  }

  const problem = await listen(server, options)
  if (problem !== undefined) return { type: 'not-listening', sentence: problem }
  const stopSweeps = [
    options.every(SWEEP_MS, sockets.sweep),
    options.every(LET_GO_MS, blobs.letGo),
    options.every(LET_GO_MS, addresses.forgetQuiet),
    options.every(COLLECT_MS, () => void blobs.collect()),
    options.every(COLLECT_MS, () => void forgetUnused()),
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
      isDraining = true
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

/** There is one for each socket. */
class AddressVisit implements Visit {
  readonly addresses: AddressBook
  readonly address: ClientAddress

  constructor(addresses: AddressBook, address: ClientAddress) {
    this.addresses = addresses
    this.address = address
  }

  mayBegin(): boolean {
    return this.addresses.mayBegin(this.address)
  }

  left(): void {
    this.addresses.left(this.address)
  }
}

function blobGauge({ roomCount }: Blobs): Gauge {
  return { name: 'blob_rooms', help: 'Rooms whose files are known in memory.', value: roomCount }
}

function gaugesOf(rooms: Rooms, sockets: Sockets, addresses: AddressBook): readonly Gauge[] {
  const memory = process.memoryUsage()
  return [
    { name: 'rooms', help: 'Rooms in memory.', value: rooms.roomCount },
    { name: 'connections', help: 'Open sockets.', value: rooms.connectionCount },
    { name: 'queued_bytes', help: 'Bytes that wait for sockets.', value: sockets.queuedBytes },
    { name: 'addresses', help: 'Addresses that are remembered.', value: addresses.size },
    { name: 'resident_bytes', help: 'Memory of the process.', value: memory.rss },
    { name: 'heap_bytes', help: 'Heap in use.', value: memory.heapUsed },
  ]
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
