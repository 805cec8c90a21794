/** Parts by number, loaded when they are first asked for, the longest unused let go of first. */
export interface PartCache<Part> {
  /** Undefined while it is on its way. */
  get(index: number): Part | undefined
  /** Tells when another one is here; the answer stops that. */
  onLoaded(listener: () => void): () => void
  close(): void
}

interface PartCacheOptions<Part> {
  readonly mostBytes: number
  readonly bytesOf: (part: Part) => number
  readonly load: (index: number) => Promise<Part>
}

/** Loaded at once; who looks further meanwhile has theirs first. */
const MOST_AT_ONCE = 2
/** Asked for and not yet begun; what was asked for before these is no longer looked at. */
const MOST_WAITING = 24

/** A cache that never holds more bytes than it may. */
export function createPartCache<Part extends { close(): void }>(
  options: PartCacheOptions<Part>,
): PartCache<Part> {
  // In order of use, the longest unused first.
  const parts = new Map<number, Part>()
  const failed = new Set<number>()
  const loading = new Set<number>()
  const listeners = new Set<() => void>()
  let waiting: number[] = []
  let bytes = 0
  let isClosed = false

  function begin(): void {
    while (loading.size < MOST_AT_ONCE && !isClosed) {
      const index = waiting.pop()
      if (index === undefined) return
      void load(index)
    }
  }

  async function load(index: number): Promise<void> {
    loading.add(index)
    try {
      keep(index, await options.load(index))
    } catch {
      failed.add(index)
    }
    loading.delete(index)
    if (isClosed) return
    for (const listener of listeners) listener()
    begin()
  }

  function keep(index: number, part: Part): void {
    if (isClosed) return part.close()
    parts.set(index, part)
    bytes += options.bytesOf(part)
    for (const [oldest, old] of parts) {
      if (bytes <= options.mostBytes || parts.size === 1) return
      parts.delete(oldest)
      bytes -= options.bytesOf(old)
      old.close()
    }
  }

  return {
    get(index) {
      const part = parts.get(index)
      if (part !== undefined) {
        parts.delete(index)
        parts.set(index, part)
        return part
      }
      if (failed.has(index) || loading.has(index) || isClosed) return undefined
      waiting = [...waiting.filter((other) => other !== index), index].slice(-MOST_WAITING)
      begin()
      return undefined
    },

    onLoaded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    close() {
      isClosed = true
      for (const part of parts.values()) part.close()
      parts.clear()
    },
  }
}
