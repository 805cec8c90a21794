import type { RoomId } from '#relay/wire'
import type { AssetId } from './asset-id.ts'
import type { AssetEntry, AssetCache } from './cache/asset-cache.ts'
import type { AssetContent } from './envelope.ts'
import { chooseEvictions } from './eviction.ts'

/** What this device keeps of one session, and what it would not take and only this tab has. */
export interface Shelf {
  /** Entries of this session as known to this tab. */
  readonly entries: ReadonlyMap<AssetId, AssetEntry>
  /** Whether only this tab has it. */
  isInTabOnly(id: AssetId): boolean
  /** Reads the entries again: another tab may have changed them. */
  refresh(): Promise<void>
  read(id: AssetId): Promise<AssetContent | undefined>
  /** Keeps a content, making room when it has to; when the device does not take it, this tab does. */
  keep(id: AssetId, content: AssetContent, isSafe: boolean): Promise<void>
  /** Notes whether the relay has it. */
  setSafe(id: AssetId, isSafe: boolean): Promise<void>
}

const TOUCH_AFTER_MS = 60_000

/** The shelf of a session over the cache of the device. Nothing it does rejects because the device is full. */
export function createShelf(options: {
  readonly room: RoomId
  readonly cache: AssetCache
  readonly budgetBytes: number
  readonly now: () => number
}): Shelf {
  const { room, cache, budgetBytes, now } = options
  const entries = new Map<AssetId, AssetEntry>()
  const inTab = new Map<AssetId, AssetContent>()

  let writing: Promise<unknown> = Promise.resolve()

  /** What changes entries goes one after the other, so that none works on what another is changing. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = writing.then(work)
    writing = done.catch(() => undefined)
    return done
  }

  async function makeRoom(neededBytes: number, isDeviceFull: boolean): Promise<void> {
    const kept = await cache.list()
    const keptBytes = kept.reduce((sum, { entry }) => sum + entry.bytes, 0)
    const budget = isDeviceFull ? keptBytes - neededBytes : budgetBytes
    for (const { room: owner, entry } of chooseEvictions(kept, budget, neededBytes)) {
      if ((await cache.evict(owner, entry.id)) && owner === room) entries.delete(entry.id)
    }
  }

  async function put(entry: AssetEntry, bytes: Uint8Array): Promise<boolean> {
    for (const isDeviceFull of [false, true]) {
      try {
        await makeRoom(bytes.length, isDeviceFull)
        await cache.put(room, entry, bytes)
        return true
      } catch {
        continue
      }
    }
    return false
  }

  return {
    entries,
    isInTabOnly: (id) => inTab.has(id),

    refresh: () =>
      inTurn(async () => {
        const kept = await cache.list().catch(() => [])
        for (const id of entries.keys()) if (!inTab.has(id)) entries.delete(id)
        for (const { room: owner, entry } of kept) if (owner === room) entries.set(entry.id, entry)
      }),

    async read(id) {
      const held = inTab.get(id)
      if (held !== undefined) return held
      const entry = await cache.find(room, id).catch(() => undefined)
      const bytes = entry && (await cache.read(room, id).catch(() => undefined))
      if (entry === undefined || bytes === undefined) {
        // Another tab made room.
        if (entries.get(id)?.isSafe === true) entries.delete(id)
        return undefined
      }
      if (!entries.has(id)) entries.set(id, entry)
      const usedAtMs = now()
      if (usedAtMs - entry.usedAtMs > TOUCH_AFTER_MS) {
        await cache.change(room, id, { usedAtMs }).catch(() => undefined)
      }
      return { mime: entry.mime, bytes }
    },

    keep: (id, content, isSafe) =>
      inTurn(async () => {
        const { mime, bytes } = content
        const entry = { id, mime, bytes: bytes.length, usedAtMs: now(), isSafe }
        if (await put(entry, bytes)) inTab.delete(id)
        else if (isSafe) return
        else inTab.set(id, content)
        entries.set(id, entry)
      }),

    setSafe: (id, isSafe) =>
      inTurn(async () => {
        const entry = entries.get(id)
        if (entry !== undefined) entries.set(id, { ...entry, isSafe })
        if (isSafe && inTab.delete(id)) entries.delete(id)
        await cache.change(room, id, { isSafe }).catch(() => undefined)
      }),
  }
}
