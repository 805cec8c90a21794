/**
 * The session as screens see it: one world over its documents, live values, and verbs.
 */
export type { Divergence, Rejection, SavedStatus, SyncNotice } from '../sync/index.ts'
export { createWorld } from './create-world.ts'
export { createMemoryShelf, type Shelf, type WorldOptions } from './options.ts'
export type { DrawingChange, DrawingShape, DrawingStyle, DrawingView } from './drawings/drawing.ts'
export type { Ping, Shown, ShownView } from './people/showing.ts'
export { comparable, readBrackets, splitBrackets, type Piece } from './entries/double-brackets.ts'
export { type Box, boxesIn, withPlainBoxes } from './entries/boxes.ts'
export type { EntryKind, JournalEntry, LinkTarget, QuestState } from './entries/journal-entry.ts'
export type { Journal } from './entries/journal.ts'
export {
  differenceOf,
  placeAfter,
  type SharedText,
  type TextChange,
} from './entries/shared-text.ts'
export type { Wearer } from './deeds/art-deeds.ts'
export { artOfFile, fileOfArt, filesInText, withoutAddresses } from './library/art-name.ts'
export type { FileKind, FileUse, LibraryFile, NewFile, StoredFile } from './library/library-file.ts'
export type { Library, SharedWith } from './library/library.ts'
export type { Effect } from './sound/effects.ts'
export { placeIn, type Loop, type Music, type MusicPlace, type Track } from './sound/music.ts'
export type { Heard, Playlist } from './sound/sound-reading.ts'
export { Ambience, MadeEffect, wholeSession, type Channel } from './sound/sound-rules.ts'
export type { Sound } from './sound/sound.ts'
export { mapOfPlan, type NewMap } from './scene/new-map.ts'
export { clearWeather, darknessAt, type Weather } from './scene/environment.ts'
export type { GridKind, ScenePicture } from './scene/scene-schemas.ts'
export { asReadBy, onlookerOf, type Looks } from './scene/token-eyes.ts'
export { BarFor, NameFor, TokenLayer, type Aura, type TokenLight } from './scene/token-fields.ts'
export type { BarrierKind, LampShine, TakenBack } from './parts.ts'
export type { Topic } from './topics.ts'
export type {
  ActorSummary,
  Answer,
  Cell,
  Combatant,
  DoorView,
  LampOnScene,
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
