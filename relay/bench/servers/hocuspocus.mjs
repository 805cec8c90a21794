// Hocuspocus as it comes, without persistence.
import { Server } from '@hocuspocus/server'
import { serveParent } from './process.mjs'

const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  websocketOptions: { perMessageDeflate: false },
})
void server.listen().then(() => serveParent(server.address.port))
