import type { Json } from '#crdt-rules'
import type { Plugin } from '#plugin-sdk'
import type { SyncSession } from '../sync/index.ts'
import type { Role, SceneSeed } from './views.ts'

/** What a world is made from. */
export interface WorldOptions {
  readonly session: SyncSession
  readonly plugin: Plugin
  /** Evenly spread in [0, 1). Dice and ids come from it, so it must be a strong source. */
  readonly random: () => number
  /** Runs something later; the returned function takes that back. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
  /** Colours for members who chose none, as #rrggbb, at least one. */
  readonly colours: readonly string[]
  /** What this device keeps for itself beside the documents. */
  readonly shelf: Shelf
  /** Who sits at this device; left out when the session already knows. */
  readonly profile?: { readonly name: string; readonly colour?: string }
  /** Given by the founder of a new session: what it starts with. */
  readonly seed?: SceneSeed
  readonly inviteLink: (role: Role, options: { expiresAtMs?: number; uses?: number }) => string
}

/** A drawer of named values on this device. Failing to write is not fatal: the value lives on in memory. */
export interface Shelf {
  read(name: string): Promise<unknown>
  write(name: string, value: Json): Promise<void>
}

/** A shelf that lasts as long as the page. */
export function createMemoryShelf(): Shelf {
  const values = new Map<string, Json>()
  return {
    read: (name) => Promise.resolve(values.get(name)),
    write(name, value) {
      values.set(name, value)
      return Promise.resolve()
    },
  }
}
