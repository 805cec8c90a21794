/**
 * The BroadcastChannel between tabs, without threads: inside one process lib0 hands messages on by itself, in
 * the same turn. Import this before anything that imports sync.
 */
class QuietChannel {
  onmessage: unknown = null
  postMessage(): void {}
  close(): void {}
}

Object.defineProperty(globalThis, 'BroadcastChannel', { value: QuietChannel })
