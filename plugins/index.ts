/** The game systems that ship with the table. */
import type { Plugin } from '#plugin-sdk'

/** Every game system, the one a new session offers first in front. */
export const plugins: readonly Plugin[] = []

/** The game system with this id. */
export function pluginById(id: string): Plugin | undefined {
  return plugins.find((plugin) => plugin.id === id)
}
