import type { BrowserContext } from '@playwright/test'

/** Every payload that the sockets of a profile's pages send and receive, before the browser masks it. */
export function tapSockets(context: BrowserContext): () => Buffer {
  const payloads: Buffer[] = []
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => payloads.push(Buffer.from(payload)))
      socket.on('framereceived', ({ payload }) => payloads.push(Buffer.from(payload)))
    })
  })
  return () => Buffer.concat(payloads)
}
