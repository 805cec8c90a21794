/** Full-text search over everything that is on this device, and the ways to what is found. */
import '../texts/later.ts'
export type { Excerpt } from './excerpt.ts'
export { foundIcons, titleOfFound } from './found-looks.ts'
export type { Found, FoundGroup, FoundKind } from './found.ts'
export { default as FoundList } from './FoundList.svelte'
export { loadWholeLog, openFound } from './open-found.ts'
export type { Search } from './search.ts'
export { searchIn } from './session-search.ts'
