import { connect } from '@nats-io/transport-node'
import type { BlobStorage } from '../../blobs/blob-storage.ts'
import type { Storage } from '../storage.ts'
import { createNatsBlobStorage } from './blob-storage.ts'
import { createNatsClient } from './client.ts'
import { createNatsStorage } from './nats.ts'
import { createNatsNeighbours, type NatsNeighbours } from './neighbours.ts'
import { renewEpochs, type Renewal } from './renewing.ts'

/** How to reach NATS. */
export interface NatsOptions {
  /** One or more of `nats://user:password@host:port` or `tls://…`, separated by commas. */
  readonly url: string
  /** On how many servers of a cluster each message is stored, where the streams are not there yet. */
  readonly replicas: number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
  readonly random: (length: number) => Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** NATS cannot be used; says why in a plain sentence. */
export interface NatsUnusable {
  readonly type: 'unusable'
  readonly sentence: string
}

/** A storage in NATS, and the relays that share it. */
export interface OpenNats {
  readonly storage: Storage
  readonly blobStorage: BlobStorage
  readonly neighbours: NatsNeighbours
  /** Gives every room a new epoch; takes a few seconds more than that. */
  renewEpochs(): Promise<Renewal>
}

const RECONNECT_MS = 250
const PING_MS = 10_000

/** Connects, and makes the streams where they are not there. */
export async function openNats(options: NatsOptions): Promise<OpenNats | NatsUnusable> {
  const addresses = options.url.split(',').map((address) => new URL(address.trim()))
  const [first] = addresses
  try {
    const connection = await connect({
      servers: addresses.map((address) => address.host),
      ...(first?.username ? { user: decodeURIComponent(first.username) } : {}),
      ...(first?.password ? { pass: decodeURIComponent(first.password) } : {}),
      ...(first?.protocol === 'tls:' ? { tls: {} } : {}),
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
      reconnectJitter: RECONNECT_MS,
      pingInterval: PING_MS,
    })
    try {
      const client = await createNatsClient({ ...options, connection })
      const { onReconnected } = client
      return {
        storage: createNatsStorage({ client, wait: options.wait }),
        blobStorage: createNatsBlobStorage({ ...options, client }),
        neighbours: createNatsNeighbours({ ...options, connection, onReconnected }),
        renewEpochs: () => renewEpochs({ ...options, client }),
      }
    } catch (error) {
      await connection.close()
      return unusable(addresses, error)
    }
  } catch (error) {
    return unusable(addresses, error)
  }
}

function unusable(addresses: readonly URL[], error: unknown): NatsUnusable {
  const hosts = addresses.map((address) => address.host).join(', ')
  const reason = error instanceof Error ? error.message : String(error)
  return { type: 'unusable', sentence: `NATS at ${hosts} cannot be used: ${reason}` }
}
