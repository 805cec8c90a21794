import { createSubscriber } from 'svelte/reactivity'
import type { Edit, Json } from '#crdt-rules'
import type { ActorReader, Plugin } from '#plugin-sdk'
import type { DrawingChange, DrawingView } from './drawings/drawing.ts'
import type { Shown, ShownView, Ping } from './people/showing.ts'
import type { SyncStatus } from '../sync/index.ts'
import type { Choices, Drawn, Made, TakenBack, WorldParts } from './parts.ts'
import type { Topic } from './topics.ts'
import type {
  ActorSummary,
  Answer,
  EncounterView,
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
  TokenView,
  VisionView,
} from './views.ts'

/** The session as screens see it. What is read inside a component or a derived value stays live. */
export class World {
  readonly id: string
  readonly plugin: Plugin
  readonly #parts: WorldParts
  readonly #subscribers = new Map<Topic, () => void>()

  constructor(parts: WorldParts) {
    this.#parts = parts
    this.id = parts.id
    this.plugin = parts.plugin
  }

  /** The plain way to listen, for what is not a component. */
  on(topic: Topic, listener: () => void): () => void {
    return this.#parts.topics.on(topic, listener)
  }

  get name(): string {
    return this.#live('name').info.name()
  }
  rename(name: string): Answer {
    return this.#parts.info.rename(name)
  }

  get me(): MemberView {
    return this.#live('members').members.me()
  }
  get members(): readonly MemberView[] {
    return this.#live('members').members.all()
  }
  /** Whether I ever said what to call me. */
  get isNamed(): boolean {
    return this.#live('members').members.isNamed()
  }
  /** Changes my own name and colour, here and for everyone. */
  setProfile(profile: { readonly name: string; readonly colour?: string }): Answer {
    return this.#parts.members.setProfile(profile)
  }

  get sync(): SyncStatus {
    return this.#live('sync').sync.status
  }

  get scenes(): readonly SceneSummary[] {
    return this.#live('scenes').scenes.all()
  }
  get scene(): SceneView | undefined {
    return this.#live('scene').scenes.opened()
  }
  /** Those of them that stand in the list of the member who is seen as. */
  get scenesInSight(): readonly SceneSummary[] {
    this.#live('vision')
    return this.#live('scenes').eyes.scenes()
  }
  /** Shows another scene on this screen. Rejects when the device cannot open its document. */
  openScene(id: string): Promise<void> {
    return this.#parts.scenes.open(id)
  }

  /** What a GM does with whole scenes. */
  get sceneVerbs(): WorldParts['sceneVerbs'] {
    return this.#parts.sceneVerbs
  }
  /** What is done to the map of the open scene. */
  get mapVerbs(): WorldParts['mapVerbs'] {
    return this.#parts.mapVerbs
  }
  /** What a GM shows and hides by hand. */
  get coverVerbs(): WorldParts['coverVerbs'] {
    return this.#parts.coverVerbs
  }
  /** What a GM does to walls, doors, windows and terrain. */
  get wallVerbs(): WorldParts['wallVerbs'] {
    return this.#parts.wallVerbs
  }
  /** What a GM does to lamps. */
  get lampVerbs(): WorldParts['lampVerbs'] {
    return this.#parts.lampVerbs
  }
  /** What lamps light of the open scene where it is not day. */
  get lamps(): ReturnType<WorldParts['lamplight']['lamps']> {
    return this.#live('lamplight').lamplight.lamps()
  }
  /** What is seen of the open scene; undefined where everything is. */
  get vision(): VisionView | undefined {
    return this.#live('vision').vision.current()
  }
  /** The member whose eyes the GM looks through: what their device does not hold is not on this screen. */
  get seesAs(): string | undefined {
    return this.#live('vision').vision.through()
  }
  seeAs(member: string | undefined): void {
    this.#parts.vision.seeAs(member)
  }

  /** The tokens of the open scene. */
  get tokens(): readonly TokenView[] {
    return this.#live('tokens').eyes.tokens()
  }
  token(id: string): TokenView | undefined {
    return this.#parts.tokens.token(id)
  }
  /** Tells the ids of tokens that changed, came or went, once per transaction. Not reactive: for the canvas. */
  onTokens(listener: (changed: ReadonlySet<string>) => void): () => void {
    return this.#parts.tokens.onChange(listener)
  }

  get actors(): readonly ActorSummary[] {
    return this.#live('actors').eyes.actors()
  }
  actor(id: string): ActorReader | undefined {
    return this.#live('actors').actors.reader(id)
  }

  get log(): readonly LogRecord[] {
    return this.#live('log').eyes.log()
  }
  /** Fetches the chunk before the oldest one shown; false when there is none. */
  loadOlderLog(): Promise<boolean> {
    return this.#parts.log.loadOlder()
  }

  get merges(): readonly MergeRecord[] {
    return this.#live('merges').merges.all()
  }
  /** Overrules a merge by an ordinary write. */
  settle(path: string, value: Json): Answer {
    return this.#parts.actions.settle(path, value)
  }

  get presence(): readonly PresenceView[] {
    return this.#live('presence').presence.all()
  }
  onPresence(listener: () => void): () => void {
    return this.#parts.topics.on('presence', listener)
  }

  get encounter(): EncounterView | undefined {
    return this.#live('encounter').eyes.encounter()
  }

  get problems(): readonly ProblemView[] {
    return this.#live('problems').problems()
  }

  /** Runs an action of the game system: all of its changes and one line of the log, or nothing and a sentence. */
  perform(action: string, input: unknown): Answer {
    return this.#parts.actions.perform(action, input)
  }
  /** What an action of the game system offers an actor; a refusal where the system's code fails. */
  choices(action: string, actor: string): Choices {
    return this.#parts.actions.choices(action, actor)
  }
  /** Writes one value of an actor's sheet; the path is relative to the actor. */
  edit(actor: string, path: string, edit: Edit): Answer {
    return this.#parts.actions.edit(actor, path, edit)
  }

  moveTokens(moves: readonly TokenMove[]): Answer {
    return this.#parts.moves.move(moves)
  }
  /** Shows the others where tokens are being dragged; none when the drag ends. */
  dragTokens(moves: readonly TokenMove[]): void {
    this.#parts.presence.drag(moves)
  }
  pointAt(scene: string, x: number, y: number): void {
    this.#parts.presence.pointAt(scene, x, y)
  }

  /** Places a new actor with its token; answers the token's id. Throws when there is no such entry. */
  addFromCompendium(
    entry: string,
    at: { readonly x: number; readonly y: number },
    options: { readonly hidden?: boolean } = {},
  ): string {
    const [token] = this.#parts.placing.addFromCompendium(entry, [at], options)
    if (token === undefined) throw new Error('Placing one actor made no token.')
    return token
  }
  /** Places one new actor a cell, all in one action; answers the tokens' ids. Throws when there is no such entry. */
  addManyFromCompendium(
    entry: string,
    cells: readonly { readonly x: number; readonly y: number }[],
    options: { readonly hidden?: boolean } = {},
  ): readonly string[] {
    return this.#parts.placing.addFromCompendium(entry, cells, options)
  }
  /** Puts a picture on the map that is nobody; it can be moved, turned, hidden like any token. */
  addPicture(
    picture: { readonly name: string; readonly art: string },
    at: { readonly x: number; readonly y: number },
    options: { readonly hidden?: boolean } = {},
  ): Made {
    return this.#parts.placing.addPicture(picture, at, options)
  }
  removeToken(id: string): Answer {
    return this.#parts.placing.removeToken(id)
  }
  /** Turns, resizes, lifts, locks, lights or shows tokens otherwise; all of it is one step of undo. */
  changeTokens(changes: readonly TokenChange[]): Answer {
    return this.#parts.tokenDeeds.change(changes)
  }
  /** Groups, copies and removes tokens. */
  get tokenDeeds(): WorldParts['tokenDeeds'] {
    return this.#parts.tokenDeeds
  }
  /** Copies tokens, with their creatures unless somebody plays them, so many cells further. */
  duplicateTokens(tokens: readonly string[], by: { readonly x: number; readonly y: number }): Made {
    return this.#parts.tokenDeeds.duplicate(tokens, by)
  }
  removeTokens(tokens: readonly string[]): Answer {
    return this.#parts.tokenDeeds.remove(tokens)
  }

  /** Tokens that some members see and the others do not. */
  get glimpses(): WorldParts['glimpses'] {
    return this.#live('tokens').glimpses
  }

  /** What is drawn on the open scene, oldest first: lines, shapes, words, areas. */
  get drawings(): readonly DrawingView[] {
    return this.#live('drawings').eyes.drawings()
  }
  /** What is drawn on every scene, in no order. */
  get drawingsEverywhere(): readonly DrawingView[] {
    return this.#live('drawings').eyes.drawingsEverywhere()
  }
  draw(drawing: Pick<DrawingView, 'x' | 'y' | 'shape' | 'style'>): Drawn {
    return this.#parts.drawings.draw(drawing)
  }
  changeDrawing(id: string, change: DrawingChange): Answer {
    return this.#parts.drawings.change(id, change)
  }
  eraseDrawings(ids: readonly string[]): Answer {
    return this.#parts.drawings.erase(ids)
  }
  /** Whether I may change or erase it: what I drew, and everything for a GM. */
  isMineToChange(drawing: DrawingView): boolean {
    return this.#parts.drawings.isMineToChange(drawing)
  }

  /** What the others hold up right now: rulers, drawings in the making, trails. */
  get shown(): readonly ShownView[] {
    return this.#live('shown').showing.all()
  }
  show(scene: string, what: Shown | undefined): void {
    this.#parts.showing.show(scene, what)
  }
  /** Points at a place for everyone; from a GM, `focus` brings every screen there. */
  ping(scene: string, x: number, y: number, focus = false): void {
    this.#parts.showing.ping(scene, x, y, focus)
  }
  onPing(listener: (ping: Ping) => void): () => void {
    return this.#parts.showing.onPing(listener)
  }

  /** Entries that people write together, what links where, and handouts. */
  get journal(): WorldParts['journal'] {
    this.#live('actors')
    this.#live('scenes')
    return this.#live('journal').journal
  }
  /** The files of the session: pictures and sounds. */
  get library(): WorldParts['library'] {
    return this.#live('library').library
  }
  /** What is heard at the table. */
  get sound(): WorldParts['sound'] {
    this.#live('scene')
    return this.#live('sound').sound
  }
  /** What tokens and actors wear. */
  get artDeeds(): WorldParts['artDeeds'] {
    return this.#live('actors').artDeeds
  }

  /** Moves a token, and what only it uses, where players hold no key. For the GM. */
  hide(token: string): Answer {
    return this.#parts.placing.hide(token)
  }
  reveal(token: string): Answer {
    return this.#parts.placing.reveal(token)
  }
  /** Marks an actor as played by me. */
  claim(actor: string): Answer {
    return this.#parts.placing.claim(actor)
  }

  /** Chat, `/roll 2d6+3`, `/me waves`, `/w name words`. */
  say(text: string): Answer {
    return this.#parts.chat.say(text)
  }

  /** Takes back my last action where nobody has changed it since; the line says what came of it. */
  undo(): TakenBack {
    return this.#parts.undo.undo()
  }
  redo(): TakenBack {
    return this.#parts.undo.redo()
  }
  get canUndo(): boolean {
    return this.#live('undo').undo.canUndo()
  }
  get canRedo(): boolean {
    return this.#live('undo').undo.canRedo()
  }

  get compendium(): WorldParts['compendium'] {
    return this.#live('compendium').compendium
  }

  inviteLink(role: Role, options: { expiresAtMs?: number; uses?: number } = {}): string {
    return this.#parts.inviteLink(role, options)
  }

  /** Stops listening and syncing; what is written stays on the device. */
  close(): Promise<void> {
    return this.#parts.close()
  }

  /** The parts, with the reader of this moment subscribed to the topic. */
  #live(topic: Topic): WorldParts {
    const known = this.#subscribers.get(topic)
    const subscribe =
      known ?? createSubscriber((update) => this.#parts.topics.on(topic, () => update()))
    if (known === undefined) this.#subscribers.set(topic, subscribe)
    subscribe()
    return this.#parts
  }
}
