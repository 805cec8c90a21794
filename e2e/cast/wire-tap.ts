import type { BrowserContext } from '@playwright/test'

export interface WireTap {
  /** Every payload so far. */
  bytes(): Buffer
  /** Begins anew. */
  forget(): void
}

/** Every payload that the sockets of a profile's pages send and receive, before the browser masks it. */
export function tapSockets(context: BrowserContext): WireTap {
  let payloads: Buffer[] = []
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => payloads.push(Buffer.from(payload)))
      socket.on('framereceived', ({ payload }) => payloads.push(Buffer.from(payload)))
    })
  })
  return {
    bytes: () => Buffer.concat(payloads),
    forget() {
      payloads = []
    },
  }
}
