/** The map: what the world looks like from above. Draws on change, answers to hands and keys. */
export type {
  Anchor,
  MapModel,
  MapPresence,
  MapScene,
  MapToken,
  Picked,
  Targeting,
  TokenMove,
} from './model.ts'
