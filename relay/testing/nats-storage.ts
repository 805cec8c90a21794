import { openNats } from '../storage/nats/open.ts'
import type { Storage } from '../storage/storage.ts'
import type { NatsServer } from './nats-server.ts'

/** Another process's view of the same NATS, as far as NATS can tell. */
export async function openNatsOn(server: NatsServer): Promise<Storage> {
  const opened = await openNats({
    url: server.url,
    replicas: 1,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    uptimeMs: () => performance.now(),
  })
  if ('type' in opened) throw new Error(opened.sentence)
  return opened.storage
}
