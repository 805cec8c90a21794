import type { Json } from '#crdt-rules'
import { z } from 'zod'
import type { Shelf } from './options.ts'
import type { MergeRecord } from './views.ts'

/** A merge as this device remembers it; `dots` name the writes that met. */
export type KeptMerge = MergeRecord & { readonly dots: readonly string[] }

/** What this device remembers of merges that are settled. */
export interface MergeMemory {
  /** Newest first. */
  all(): readonly KeptMerge[]
  /** The one of that path in which one of these writes met another. */
  find(path: string, dots: readonly string[]): KeptMerge | undefined
  /** Keeps it in place of what was known of the same merge. */
  remember(merge: KeptMerge): void
}

/** Opens the memory of a session, which lies on the device's own shelf. */
export async function openMergeMemory(shelf: Shelf, shelfName: string): Promise<MergeMemory> {
  let remembered: readonly KeptMerge[] = Remembered.catch([])
    .parse(await shelf.read(shelfName))
    .map((merge) => ({ ...merge, live: false, choices: [] }))

  return {
    all: () => remembered,

    find: (path, dots) =>
      remembered.find((one) => one.path === path && one.dots.some((dot) => dots.includes(dot))),

    remember(merge) {
      const others = remembered.filter(({ id }) => id !== merge.id)
      remembered = [{ ...merge, live: false, choices: [] }, ...others].slice(0, mostRemembered)
      const kept = remembered.map(({ choices: _, live: __, ...record }) => record)
      // Losing the list of earlier merges loses no game: the write may fail.
      shelf.write(shelfName, JSON.parse(JSON.stringify(kept)) as Json).catch(() => undefined)
    },
  }
}

const Remembered = z.array(
  z.object({
    id: z.string(),
    at: z.number(),
    path: z.string(),
    what: z.string(),
    rule: z.string(),
    sentence: z.string(),
    writes: z.array(
      z.object({
        who: z.string(),
        at: z.number(),
        how: z.enum(['set', 'more', 'less', 'added', 'removed']).catch('set'),
        value: z.string(),
      }),
    ),
    result: z.string(),
    dots: z.array(z.string()).catch([]),
    overruled: z.object({ who: z.string(), at: z.number(), value: z.string() }).optional(),
  }),
)

const mostRemembered = 200
