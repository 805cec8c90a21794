/** What ships with the system: SRD 5.1 monsters and ready heroes, and how such entries are built. */
import type { CompendiumEntry } from '#plugin-sdk'
import { beasts } from './beasts.ts'
import { fellCreatures } from './fell-creatures.ts'
import { heroes } from './heroes.ts'
import { humanoids } from './humanoids.ts'
import { undead } from './undead.ts'

/** Every entry, heroes first. */
export const compendium: readonly CompendiumEntry[] = [
  ...heroes,
  ...humanoids,
  ...beasts,
  ...undead,
  ...fellCreatures,
]
