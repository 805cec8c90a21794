import { serveStatic } from '@hono/node-server/serve-static'
import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import type { IncomingMessage } from 'node:http'
import type { Rooms } from './rooms.ts'

export interface RelayAppDeps {
  readonly rooms: Rooms
  /** The routes below /blobs. */
  readonly blobs: Hono
  /** Directory of the built page; undefined when it is not there. */
  readonly pageDirectory: string | undefined
  /** '' or '/like/this'. */
  readonly basePath: string
  readonly isDraining: () => boolean
  readonly metrics: {
    readonly mayRead: (request: IncomingMessage) => boolean
    readonly read: () => string
  }
}

const HEALTH = { ok: 'ok', full: 'disk-full', failing: 'storage-failing' } as const

/** The relay's routes: the page, its files and its health. Opens no port and reads no environment. */
export function createRelayApp(deps: RelayAppDeps): Hono {
  const { rooms, blobs, pageDirectory, basePath, metrics } = deps
  const root = new Hono()
  const app = basePath === '' ? root : root.basePath(basePath)

  if (basePath !== '') root.get(basePath, (context) => context.redirect(`${basePath}/`, 308))

  app.get('/ws', (context) =>
    context.text('This is where the relay takes WebSocket connections.', 426),
  )

  app.get('/healthz', async (context) => {
    const status = deps.isDraining() ? 'stopping' : HEALTH[await rooms.storageState()]
    const { roomCount, connectionCount } = rooms
    return context.json(
      { status, rooms: roomCount, connections: connectionCount },
      { status: status === 'ok' ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
    )
  })

  app.get('/metrics', (context) => {
    const { incoming } = context.env as HttpBindings
    if (!metrics.mayRead(incoming)) return context.notFound()
    return context.text(metrics.read(), 200, {
      'Cache-Control': 'no-store',
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })

  app.route('/blobs', blobs)

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      // Both need a secure context or certainty about TLS, which the relay does not have.
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  )
  if (pageDirectory === undefined) {
    app.get('/', (context) =>
      context.text('The relay is running. Its page is not built: run "npm run build".', 404),
    )
  } else {
    app.use(
      // For what the build has not packed, and for who asks for less than gzip.
      compress(),
      serveStatic({
        root: pageDirectory,
        precompressed: true,
        onFound: setCaching,
        rewriteRequestPath: (path) => path.slice(basePath.length),
      }),
    )
  }
  root.notFound((context) => context.text('There is nothing here.', 404))
  return root
}

/** Names in assets/ carry a hash of their content, so what they name never changes. */
function setCaching(path: string, context: Context): void {
  const isHashed = /[\\/]assets[\\/]/.test(path)
  context.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}
