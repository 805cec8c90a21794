import { cave } from './maps/cave.ts'
import { crypt } from './maps/crypt.ts'
import { inn } from './maps/inn.ts'
import { road } from './maps/road.ts'
import { village } from './maps/village.ts'
import type { StarterMap } from './starter-map.ts'

/** Maps and token pieces drawn for this table, to begin without any file of one's own. */
export const starterMaps: readonly StarterMap[] = [inn, road, village, crypt, cave]
export type { StarterMap } from './starter-map.ts'
export { starterPieces, type StarterPiece } from './pieces.ts'
