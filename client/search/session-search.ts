import type { World } from '../world/index.ts'
import { createSearch, type Search } from './search.ts'

const searches = new WeakMap<World, Search>()

/** The search of a session: what it has folded once, the palette and the journal both use. */
export function searchIn(world: World): Search {
  const search = searches.get(world) ?? createSearch(world)
  searches.set(world, search)
  return search
}
