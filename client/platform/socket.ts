/** What a browser socket tells. `closed` comes once, also when it could not be opened (code 1006). */
interface SocketListener {
  message(bytes: Uint8Array): void
  closed(code: number): void
}

/** Opens a WebSocket for binary messages. What is sent before it is open, or after it closed, goes nowhere. */
export function connectSocket(
  url: string,
  listener: SocketListener,
): { send(message: Uint8Array): void; close(): void } {
  const socket = new WebSocket(url)
  let isTold = false

  function tell(code: number): void {
    if (isTold) return
    isTold = true
    listener.closed(code)
  }
  socket.binaryType = 'arraybuffer'
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) listener.message(new Uint8Array(data))
  }
  socket.onclose = ({ code }) => tell(code)
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(Uint8Array.from(message))
    },
    close: () => socket.close(),
  }
}

/** Where the relay that served this page listens: `ws(s)://<host>/<path>/ws`, also behind a proxy under a path. */
export function relayUrl(): string {
  const url = new URL('ws', location.href.split('#')[0])
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.search = ''
  return url.href
}
