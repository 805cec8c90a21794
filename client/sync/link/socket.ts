/** An open or opening connection to a relay. */
export interface SocketLike {
  /** Sends one message; silently does nothing when the socket is not open. */
  send(message: Uint8Array): void
  close(): void
}

/** What a socket tells. `closed` comes once, also when it could not be opened (code 1006). */
export interface SocketListener {
  message(bytes: Uint8Array): void
  closed(code: number): void
}

/** Opens a socket to a relay. */
export type Connect = (url: string, listener: SocketListener) => SocketLike
