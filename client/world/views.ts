import type { Json } from '#crdt-rules'
import type { Roll } from '#plugin-sdk'
import type { Line, Told } from '../texts/told.ts'
import type { Cover, Explored, Lamp, View, Wall } from '../sight/index.ts'
import type { Weather } from './scene/environment.ts'
import type { Ambient, GridKind, ScenePicture } from './scene/scene-schemas.ts'
import type { Looks } from './scene/token-eyes.ts'
import type {
  Aura,
  BarFor,
  NameFor,
  TokenLayer,
  TokenLight,
  TokenSight,
} from './scene/token-fields.ts'

export type Role = 'gm' | 'player' | 'spectator'

/** What came of asking the world for something: it happened, or a sentence says why not. */
export type Answer =
  { readonly type: 'done' } | { readonly type: 'refused'; readonly because: Line }

/** A token as the map draws it. Positions and sizes in cells, elevation in feet; art is a name, never an address. */
export interface TokenView {
  readonly id: string
  readonly actor?: string
  readonly name: string
  readonly scene: string
  readonly x: number
  readonly y: number
  readonly elevation: number
  readonly size: number
  /** Where it faces, in degrees clockwise from up. */
  readonly rotation: number
  readonly art: string
  readonly hidden: boolean
  /** Hidden with its scene: it appears when that is shown. */
  readonly waits?: boolean
  readonly locked: boolean
  /** Those of one group are taken together. */
  readonly group?: string
  readonly layer: TokenLayer
  /** Who reads its name, which is empty for everyone else. */
  readonly nameFor: NameFor
  /** Who is told its hit points. */
  readonly barFor: BarFor
  readonly auras: readonly Aura[]
  readonly light?: TokenLight
  readonly sight: TokenSight
  /** Shown to me and not to everyone: I look at it and change nothing. */
  readonly isGlimpse?: boolean
  /** As far as they are for who looks. */
  readonly hitPoints?: HitPoints
  /** How hurt it looks to who is not told its hit points. */
  readonly looks?: Looks
  /** With `looks`: how many hit points are missing, so that damage is seen to happen. */
  readonly wounds?: number
  readonly conditions: readonly string[]
  readonly defeated: boolean
  /** The colour of the member who plays it. */
  readonly player?: string
}

export interface HitPoints {
  readonly value: number
  readonly maximum: number
  readonly temporary: number
}

export interface MemberView {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly role: Role
  readonly online: boolean
  readonly me: boolean
}

export interface ActorSummary {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly art: string
  readonly template?: string
  readonly hidden: boolean
  readonly players: readonly string[]
  readonly mine: boolean
}

/** What a scene's own document says. Places and lengths in cells; `shapes` are foreign values, parsed by whoever draws them. */
export interface SceneContents {
  readonly columns: number
  readonly rows: number
  readonly cellFeet: number
  readonly grid: GridKind
  readonly ambient: Ambient
  /** From 0 for day to 1. */
  readonly darkness: number
  readonly weather: Weather
  /** Players see what their tokens see, and dimly what those have seen. */
  readonly hasFog: boolean
  /** What a GM shows and hides by hand. */
  readonly cover: Cover
  readonly shapes: readonly Json[]
  /** What hinders eyes, doors among them. */
  readonly walls: readonly Wall[]
  readonly doors: readonly DoorView[]
  readonly lamps: readonly LampOnScene[]
}

/** A lamp that stands on a scene, or a torch that is drawn there. */
export interface LampOnScene extends Lamp {
  /** 'lights.f1', 'shapes.f2' */
  readonly id: string
}

/** A scene with its map. */
export interface SceneView extends SceneSummary, SceneContents {}

export interface SceneSummary {
  readonly id: string
  readonly name: string
  /** Being prepared: only the GM's devices know of it. */
  readonly hidden: boolean
  /** The one that everyone was brought to last. */
  readonly shared: boolean
  /** The members who were brought here apart from the others. */
  readonly brought: readonly string[]
  /** The members in whose lists it stands; everybody's when there are none. */
  readonly listedFor: readonly string[]
  readonly picture?: ScenePicture
}

/** A door; the id names the entity of the scene's document that it is. */
export interface DoorView {
  readonly id: string
  readonly from: Cell
  readonly to: Cell
  readonly isOpen: boolean
}

/** What the person at this screen sees of a scene with fog, or with areas hidden by hand. */
export interface VisionView {
  /** Whose eyes these are, when a GM looks through another's. */
  readonly as?: string
  /** What eyes see and have seen; undefined where only the GM's hand hides. */
  readonly sight?: { readonly view: View; readonly explored: Explored }
  readonly cover: Cover
  /** Whether a square thing is seen, by its corner and side in cells. */
  sees(corner: Cell, sideCells: number): boolean
}

/** A line of the log. `at` in ms since 1970; `secret` lines are not in any document players can open. */
export interface LogRecord {
  readonly id: string
  readonly at: number
  readonly member: string
  readonly kind: 'chat' | 'emote' | 'roll' | 'action' | 'whisper'
  readonly text: string
  /** What the text is made of, to be read in another language. */
  readonly told?: Told | undefined
  readonly rolls: readonly Roll[]
  readonly changes: readonly RecordedChange[]
  readonly action?: string
  /** Who a whisper is for. */
  readonly to?: string
  readonly secret: boolean
}

export interface RecordedChange {
  readonly path: string
  readonly before?: Json
  readonly after?: Json
}

/** Writes made apart that came together: what, by which rule, whose, and what it is now. */
export interface MergeRecord {
  readonly id: string
  readonly at: number
  readonly path: string
  /** 'Goblin: hit points' */
  readonly what: string
  readonly rule: string
  readonly sentence: string
  readonly writes: readonly MergedWrite[]
  readonly result: string
  /** Still contested in the document. */
  readonly live: boolean
  /** What may stand instead, while it is contested. */
  readonly choices: readonly MergeChoice[]
  /** Who let another value stand, and which. */
  readonly overruled?: { readonly who: string; readonly at: number; readonly value: string }
}

/**
 * A value that overrules a merge, for `settle`: it is set, it is the set `without` what the words name, or what was
 * removed is restored.
 */
export interface MergeChoice {
  readonly kind: 'set' | 'without' | 'restore'
  readonly value: Json
  readonly words: string
}

/** One of the writes that met: a value set, a number added or taken away, an element added, a thing removed. */
export interface MergedWrite {
  readonly who: string
  readonly at: number
  readonly how: 'set' | 'more' | 'less' | 'added' | 'removed'
  readonly value: string
}

/** What another member is doing right now. Never stored. */
export interface PresenceView {
  readonly member: string
  readonly name: string
  readonly colour: string
  readonly cursor?: { readonly scene: string; readonly x: number; readonly y: number }
  readonly drags: readonly { readonly token: string; readonly x: number; readonly y: number }[]
}

/** A token's top-left corner, in cells. */
export interface TokenMove {
  readonly id: string
  readonly x: number
  readonly y: number
}

/** What becomes different about a token; the rest stays. Size in cells, elevation in feet, rotation in degrees. */
export interface TokenChange {
  readonly id: string
  readonly size?: number
  readonly rotation?: number
  readonly elevation?: number
  readonly locked?: boolean
  readonly layer?: TokenLayer
  readonly nameFor?: NameFor
  readonly barFor?: BarFor
  /** Null puts it out. */
  readonly light?: TokenLight | null
  /** In feet; null leaves it to the scene. */
  readonly range?: number | null
  /** In feet; null leaves it to the creature. */
  readonly darkvision?: number | null
  readonly addAura?: Aura
  readonly removeAura?: Aura
}

export interface EncounterView {
  readonly id: string
  readonly round: number
  /** The actor whose turn it is. */
  readonly turn: string | null
  readonly order: readonly Combatant[]
}

export interface Combatant {
  readonly actor: string
  readonly name: string
  readonly initiative: number
}

/** A rule of the game system that failed: its path falls back to the newest write. */
export interface ProblemView {
  readonly path: string
  readonly sentence: string
  /** Of what nobody was told by a refusal: the sentence for every language. */
  readonly told?: Told | undefined
  /** What only who mends it needs. */
  readonly detail?: string
}

/** What a founder puts on the first map: sizes in cells, shapes as the map draws them. */
export interface SceneSeed {
  readonly name: string
  readonly columns: number
  readonly rows: number
  readonly cellFeet: number
  readonly shapes: readonly Json[]
  /** Where the party and its foes stand, one each. */
  readonly places: { readonly heroes: readonly Cell[]; readonly monsters: readonly Cell[] }
}

export interface Cell {
  readonly x: number
  readonly y: number
}
