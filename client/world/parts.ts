import type { Edit, Json } from '#crdt-rules'
import type { ActorReader, Choice, CompendiumEntry, ImportReport, Plugin } from '#plugin-sdk'
import type { DrawingChange, DrawingView } from './drawings/drawing.ts'
import type { Ping, Shown, ShownView } from './people/showing.ts'
import type { Journal } from './entries/journal.ts'
import type { ArtDeeds } from './deeds/art-deeds.ts'
import type { Library } from './library/library.ts'
import type { Sound } from './sound/sound.ts'
import type { SyncSession } from '../sync/index.ts'
import type { NewMap } from './scene/new-map.ts'
import type { CoverDeed } from '../sight/index.ts'
import type { Glimpses } from './scene/glimpses.ts'
import type { Lamplight } from './sight/lamplight.ts'
import type { ThroughEyes } from './sight/through-eyes.ts'
import type { Weather } from './scene/environment.ts'
import type { GridKind, ScenePicture } from './scene/scene-schemas.ts'
import type { Line } from '../texts/told.ts'
import type { Topics } from './topics.ts'
import type {
  ActorSummary,
  Answer,
  LogRecord,
  MemberView,
  MergeRecord,
  PresenceView,
  ProblemView,
  Role,
  SceneSummary,
  SceneView,
  TokenChange,
  TokenMove,
  Cell,
  TokenView,
  VisionView,
} from './views.ts'

/** The world taken apart: each part answers for one thing and tells its topic when that changes. */
export interface WorldParts {
  readonly id: string
  readonly plugin: Plugin
  readonly topics: Topics
  readonly sync: Pick<SyncSession, 'status'>
  readonly info: SessionInfo
  readonly members: Members
  readonly scenes: Scenes
  readonly tokens: TokenIndex
  readonly actors: Actors
  readonly log: GameLog
  readonly merges: Merges
  readonly presence: Presence
  readonly actions: Actions
  readonly moves: Moves
  readonly placing: Placing
  readonly sceneVerbs: SceneVerbs
  readonly mapVerbs: MapVerbs
  readonly coverVerbs: CoverVerbs
  readonly wallVerbs: WallVerbs
  readonly lampVerbs: LampVerbs
  readonly lamplight: Lamplight
  readonly vision: Vision
  readonly eyes: ThroughEyes
  readonly tokenDeeds: TokenDeeds
  readonly glimpses: Glimpses
  readonly drawings: Drawings
  readonly showing: Showing
  readonly journal: Journal
  readonly library: Library
  readonly sound: Sound
  readonly artDeeds: ArtDeeds
  readonly chat: Chat
  readonly undo: Undo
  readonly compendium: Compendium
  problems(): readonly ProblemView[]
  inviteLink(role: Role, options: { expiresAtMs?: number; uses?: number }): string
  close(): Promise<void>
}

export interface SessionInfo {
  name(): string
  rename(name: string): Answer
}

export interface Members {
  me(): MemberView
  /** Whether I ever said what to call me. */
  isNamed(): boolean
  all(): readonly MemberView[]
  /** The name of a member, or what to call somebody who never gave one. */
  readonly nameOf: (member: string) => string
  readonly colourOf: (member: string) => string
  roleOf(member: string): Role
  setProfile(profile: { readonly name: string; readonly colour?: string }): Answer
}

export interface Scenes {
  all(): readonly SceneSummary[]
  opened(): SceneView | undefined
  /** Rejects when the device cannot open the scene's document. */
  open(id: string): Promise<void>
}

/** What a GM does with whole scenes. */
export interface SceneVerbs {
  /** A scene that only GMs know of, until it is shown; it is opened here. */
  createScene(name: string, map?: NewMap): Promise<Answer>
  /** The map with what is drawn and the creatures on it, but no player's hero, prepared unseen. */
  duplicateScene(id: string): Promise<Answer>
  renameScene(id: string, name: string): Answer
  removeScene(id: string): Answer
  /** A prepared scene is shown to players from now on. Brings everyone there, unless only some or nobody. */
  showScene(id: string, bring?: 'everyone' | 'nobody' | readonly string[]): Promise<Answer>
  /**
   * Whose lists of scenes it stands in; in everybody's when nobody is chosen. Tidy, not secret: every device holds a
   * scene that is shown.
   */
  listFor(id: string, members: readonly string[]): Answer
  hideScene(id: string): Promise<Answer>
  /** Puts the tokens of players on the open scene. */
  bringParty(): Answer
}

/** A grid, and where the picture lies under it. */
export interface Arrangement {
  readonly columns: number
  readonly rows: number
  readonly grid: GridKind
  readonly cellFeet: number
  readonly picture?: ScenePicture
}

/** What is done to the map of the open scene. */
export interface MapVerbs {
  /** Replaces picture, walls, doors and lamps. */
  setMap(map: NewMap): Answer
  /** Lays a picture under what is there, which stays. */
  setPicture(picture: ScenePicture): Answer
  arrangeMap(arrangement: Arrangement): Answer
  setFog(isOn: boolean): Answer
  /** From 0 for day to 1. */
  setDarkness(darkness: number): Answer
  setWeather(weather: Weather): Answer
  toggleDoor(id: string): Answer
}

/** What a GM shows and hides of the open scene by hand. */
export interface CoverVerbs {
  /** Goes over an area; its corners in cells. */
  coverArea(deed: CoverDeed, outline: readonly Cell[]): Answer
  /** Hides everything, or nothing any longer; what was gone over before is forgotten. */
  coverAll(isAll: boolean): Answer
  /** Everybody forgets what their tokens have seen here. */
  resetExplored(): Answer
}

/** What hinders eyes and feet. */
export type BarrierKind = 'wall' | 'door' | 'window' | 'terrain'

/** What a GM does to the walls of the open scene. A piece is one straight stretch, by its id in the scene. */
export interface WallVerbs {
  /** A door or a window that lies on a wall opens it there. */
  addPiece(kind: BarrierKind, from: Cell, to: Cell): Answer
  /** Moves every end that is at one of these places. */
  movePlaces(moves: readonly { readonly from: Cell; readonly to: Cell }[]): Answer
  changePieces(pieces: readonly string[], kind: BarrierKind): Answer
  removePieces(pieces: readonly string[]): Answer
}

/** How a lamp shines: ranges in cells, and a colour, `#rrggbb`; null for plain light. */
export interface LampShine {
  readonly reach: { readonly bright: number; readonly dim: number }
  readonly colour: string | null
}

/** What a GM does to the lamps of the open scene, by their ids there. */
export interface LampVerbs {
  place(at: Cell, shine: LampShine): Drawn
  move(lamp: string, to: Cell): Answer
  /** What is not named stays as it is. */
  shine(lamp: string, shine: Partial<LampShine>): Answer
  remove(lamp: string): Answer
}

export interface Vision {
  /** Undefined where everything is seen. */
  current(): VisionView | undefined
  /** Whose eyes a GM looks through. */
  through(): string | undefined
  seeAs(member: string | undefined): void
}

export interface TokenIndex {
  all(): readonly TokenView[]
  token(id: string): TokenView | undefined
  ofActor(actor: string): readonly string[]
  onChange(listener: (changed: ReadonlySet<string>) => void): () => void
}

export interface Actors {
  all(): readonly ActorSummary[]
  reader(id: string): ActorReader | undefined
}

export interface GameLog {
  records(): readonly LogRecord[]
  loadOlder(): Promise<boolean>
}

export interface Merges {
  all(): readonly MergeRecord[]
}

export interface Presence {
  all(): readonly PresenceView[]
  drag(moves: readonly TokenMove[]): void
  pointAt(scene: string, x: number, y: number): void
}

/** What there is to choose from for an action; refused where the game system's code fails. */
export type Choices =
  | { readonly type: 'choices'; readonly choices: readonly Choice[] }
  | Extract<Answer, { readonly type: 'refused' }>

export interface Actions {
  perform(action: string, input: unknown): Answer
  choices(action: string, actor: string): Choices
  edit(actor: string, path: string, edit: Edit): Answer
  settle(path: string, value: Json): Answer
}

export interface Moves {
  move(moves: readonly TokenMove[]): Answer
}

export interface Placing {
  addFromCompendium(
    entry: string,
    cells: readonly { readonly x: number; readonly y: number }[],
    options: { readonly hidden?: boolean },
  ): readonly string[]
  /** Puts a picture on the open scene that is nobody: a token without an actor. */
  addPicture(
    picture: { readonly name: string; readonly art: string },
    at: Cell,
    options: { readonly hidden?: boolean },
  ): Made
  removeToken(id: string): Answer
  hide(token: string): Answer
  /** Into everyone's sight; on a scene that is prepared, as soon as that is shown. */
  reveal(token: string): Answer
  claim(actor: string): Answer
}

/** Answers the ids of what was made. */
export type Made = { readonly type: 'done'; readonly ids: readonly string[] } | Refused
/** Answers the id of what was drawn. */
export type Drawn = { readonly type: 'done'; readonly id: string } | Refused
type Refused = Extract<Answer, { readonly type: 'refused' }>

/** What is done to many tokens at once. */
export interface TokenDeeds {
  change(changes: readonly TokenChange[]): Answer
  /** From now on they are taken together, and no longer with those they were with before. */
  group(tokens: readonly string[]): Answer
  /** Dissolves the groups that any of them is in. */
  ungroup(tokens: readonly string[]): Answer
  /** Copies tokens onto the open scene, so many cells from where they stand. */
  duplicate(tokens: readonly string[], by: { readonly x: number; readonly y: number }): Made
  remove(tokens: readonly string[]): Answer
}

export interface Drawings {
  /** Those of the open scene, oldest first. */
  ofScene(): readonly DrawingView[]
  /** Those of every scene, in no order. */
  everywhere(): readonly DrawingView[]
  drawing(id: string): DrawingView | undefined
  isMineToChange(drawing: DrawingView): boolean
  draw(drawing: Pick<DrawingView, 'x' | 'y' | 'shape' | 'style'>): Drawn
  change(id: string, change: DrawingChange): Answer
  /** Takes away those of them that are mine to change. */
  erase(ids: readonly string[]): Answer
}

/** What people hold up for each other and nobody keeps. */
export interface Showing {
  all(): readonly ShownView[]
  show(scene: string, what: Shown | undefined): void
  ping(scene: string, x: number, y: number, focus: boolean): void
  onPing(listener: (ping: Ping) => void): () => void
}

export interface Chat {
  say(text: string): Answer
}

/** What was taken back, or why nothing was; and why some of it stays as it is. */
export interface TakenBack extends Line {
  readonly kept?: readonly Line[]
}

export interface Undo {
  /** Says what came of it. */
  undo(): TakenBack
  redo(): TakenBack
  canUndo(): boolean
  canRedo(): boolean
}

/** Everything that can be placed: the game system's entries, the imported ones of this device, those in the session. */
export interface Compendium {
  /** Best first; every entry by name for an empty text. */
  search(text: string): readonly CompendiumEntry[]
  entry(id: string): CompendiumEntry | undefined
  /** Reads a file of another tool. Broken entries are named in the report, the rest is kept. */
  importFile(
    fileName: string,
    text: string,
    progress: (done: number, of: number) => void,
    isCancelled: () => boolean,
  ): Promise<ImportReport>
}
