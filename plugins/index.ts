/** The game systems that ship with the table. */
import type { Plugin } from '#plugin-sdk'
import { dnd5e } from './dnd5e/index.ts'
import { simple } from './simple/index.ts'

/** Every game system, the one a new session offers first in front. */
export const plugins: readonly Plugin[] = [dnd5e, simple]

/** The game system with this id. */
export function pluginById(id: string): Plugin | undefined {
  return plugins.find((plugin) => plugin.id === id)
}
