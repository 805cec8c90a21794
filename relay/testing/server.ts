import { randomBytes } from 'node:crypto'
import { createMemoryBlobStorage } from '../blobs/memory-storage.ts'
import { blobLimits, limits as usualLimits, type RelayLimits } from '../limits.ts'
import { startRelayServer, type RelayServer } from '../server.ts'
import { createMemoryStorage } from '../storage/memory.ts'

/** A relay on a port of this machine, over memory, that believes what a proxy says of addresses. */
export async function startTestServer(limits: Partial<RelayLimits> = {}): Promise<RelayServer> {
  const started = await startRelayServer({
    port: 0,
    host: '127.0.0.1',
    storage: createMemoryStorage(),
    blobStorage: createMemoryBlobStorage(),
    limits: { ...usualLimits, ...limits },
    blobLimits,
    pageDirectory: undefined,
    basePath: '',
    trustedProxies: [{ address: '127.0.0.0', prefix: 8 }],
    metrics: 'all',
    now: () => Date.now(),
    uptimeMs: () => performance.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
    every(ms, run) {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    },
    schedule: (turn) => void setImmediate(turn),
    report: () => undefined,
  })
  if ('type' in started) throw new Error(started.sentence)
  return started
}
