import { z } from 'zod'
import type { KeptViews, Looked } from './table/index.ts'
import type { Shelf } from './world/index.ts'

const Kept = z.array(
  z.tuple([
    z.string(),
    z.object({ x: z.number(), y: z.number(), zoom: z.number().min(1).max(1000) }),
  ]),
)

const shelfName = 'views'
const mostScenes = 50
/** A hand that pans is not written down at every step. */
const writeAfterMs = 300

/** Where this device looked at each scene of a session, kept on its shelf; the latest scenes only. */
export async function openKeptViews({
  shelf,
  schedule,
}: {
  readonly shelf: Shelf
  readonly schedule: (delayMs: number, run: () => void) => () => void
}): Promise<KeptViews> {
  const kept = new Map<string, Looked>(Kept.catch([]).parse(await shelf.read(shelfName)))
  let isWaiting = false

  function write(): void {
    isWaiting = false
    // A view that is not kept costs one look for the place: no reason to bother anybody.
    shelf
      .write(
        shelfName,
        [...kept].map(([scene, looked]) => [scene, { ...looked }]),
      )
      .catch(() => undefined)
  }

  return {
    of: (scene) => kept.get(scene),
    keep(scene, { x, y, zoom }) {
      kept.delete(scene)
      kept.set(scene, { x, y, zoom })
      for (const oldest of [...kept.keys()].slice(0, -mostScenes)) kept.delete(oldest)
      if (isWaiting) return
      isWaiting = true
      schedule(writeAfterMs, write)
    },
  }
}
