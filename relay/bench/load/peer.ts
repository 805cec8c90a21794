/** One connection of the load, in a room, whatever the protocol. */
export interface LoadPeer {
  /** Sends one update, at once or with those that follow. */
  write(): void
  /** Sends what `write` held back. */
  flush(): void
  close(): void
}

export interface LoadPeerOptions {
  readonly port: number
  readonly room: string
  /** Which of the room's members it is, from 0. */
  readonly member: number
  /** What an update holds before it is sealed or encoded. */
  readonly bytes: number
  /** So many updates came; the peer's own are among them when the server sends them back. */
  readonly onUpdates: (count: number) => void
}

/** How to speak with one of the servers. */
export interface Dialect {
  /** Whether a writer gets its own updates back. */
  readonly echoes: boolean
  /** Resolves when the peer is sent everything that is written from now on. */
  connect(options: LoadPeerOptions): Promise<LoadPeer>
}
