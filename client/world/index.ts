/**
 * The session as screens see it: one world over its documents, live values, and verbs.
 */
export { createWorld } from './create-world.ts'
export { createMemoryShelf, type Shelf, type WorldOptions } from './options.ts'
export type { DrawingChange, DrawingShape, DrawingStyle, DrawingView } from './drawings/drawing.ts'
export type { Ping, Shown, ShownView } from './people/showing.ts'
export { comparable, readBrackets, splitBrackets, type Piece } from './entries/double-brackets.ts'
export type { JournalEntry, LinkTarget } from './entries/journal-entry.ts'
export type { Journal } from './entries/journal.ts'
export type { Found } from './entries/search.ts'
export {
  differenceOf,
  placeAfter,
  type SharedText,
  type TextChange,
} from './entries/shared-text.ts'
export { mapOfPlan, type NewMap } from './scene/new-map.ts'
export type { Ambient, GridKind, ScenePicture } from './scene/scene-schemas.ts'
export type { Topic } from './topics.ts'
export type {
  ActorSummary,
  Answer,
  Cell,
  Combatant,
  DoorView,
  EncounterView,
  HitPoints,
  LogRecord,
  MemberView,
  MergeChoice,
  MergedWrite,
  MergeRecord,
  PresenceView,
  ProblemView,
  RecordedChange,
  Role,
  SceneSeed,
  SceneSummary,
  SceneView,
  TokenChange,
  TokenMove,
  TokenView,
  VisionView,
} from './views.ts'
export { World } from './world.ts'
