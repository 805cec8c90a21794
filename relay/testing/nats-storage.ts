import { randomBytes } from 'node:crypto'
import { openNats, type OpenNats } from '../storage/nats/open.ts'
import type { NatsServer } from './nats-server.ts'

/** Another process's view of the same NATS, as far as NATS can tell. */
export async function openNatsOn(server: Pick<NatsServer, 'url'>): Promise<OpenNats> {
  const opened = await openNats({
    url: server.url,
    replicas: 1,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    uptimeMs: () => performance.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
  })
  if ('type' in opened) throw new Error(opened.sentence)
  return opened
}
