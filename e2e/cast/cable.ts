import { connect, createServer, type Socket } from 'node:net'

/** One person's network: a port of their own that leads to the relay and can really be cut. */
export interface Cable {
  readonly port: number
  /** Breaks every connection at once and refuses new ones, as a pulled cable does. */
  cut(): void
  mend(): void
  /** Connections stay open and nothing flows, as a hanging mobile network does. */
  stall(): void
  /** Every byte that went through, both ways, for the stories about blindness. */
  bytes(): Buffer
  /** Forgets them. */
  forget(): void
  close(): Promise<void>
}

/** Lays a cable to a relay on this machine; the port is found free. */
export async function layCable(relayPort: number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let seen: Buffer[] = []
  let whole = true
  let flowing = true

  const server = createServer((near) => {
    if (!whole) {
      near.destroy()
      return
    }
    const far = connect(relayPort, '127.0.0.1')
    join(near, far)
    join(far, near)
  })

  function join(from: Socket, to: Socket): void {
    sockets.add(from)
    from.setNoDelay(true)
    from.on('data', (chunk: Buffer) => {
      seen.push(chunk)
      to.write(chunk)
    })
    if (!flowing) from.pause()
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    from.on('error', () => to.destroy())
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The cable has no port.')

  return {
    port: address.port,
    cut() {
      whole = false
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      whole = true
      flowing = true
      for (const socket of sockets) socket.resume()
    },
    stall() {
      flowing = false
      for (const socket of sockets) socket.pause()
    },
    bytes: () => Buffer.concat(seen),
    forget() {
      seen = []
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
