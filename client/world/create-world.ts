import { createDice } from '#plugin-sdk'
import { createActions } from './deeds/actions.ts'
import { createActors } from './scene/actors.ts'
import { createChat } from './log/chat.ts'
import { createCoverDeeds } from './deeds/cover-deeds.ts'
import { createCommit } from './deeds/commit.ts'
import { openCompendium, type CompendiumPart } from './compendium/compendium.ts'
import { openSessionDocuments } from './documents/documents.ts'
import { readEncounter } from './deeds/encounter.ts'
import { createDrawings } from './drawings/drawings.ts'
import { createIds } from './ids.ts'
import { createLog } from './log/log.ts'
import { createJournal } from './entries/journal.ts'
import { createArtDeeds } from './deeds/art-deeds.ts'
import { createFileUses } from './library/file-uses.ts'
import { createLibrary } from './library/library.ts'
import { createLibraryReading } from './library/library-reading.ts'
import { createEffects } from './sound/effects.ts'
import { createSoundReading } from './sound/sound-reading.ts'
import { createSound } from './sound/sound.ts'
import { createMembers } from './people/members.ts'
import { createMergeList } from './merge-list.ts'
import { createMergedView, type MergedView } from './documents/merged.ts'
import { createMapDeeds } from './deeds/map-deeds.ts'
import { createQuietly } from './deeds/on-open-scene.ts'
import { createMoves } from './deeds/moves.ts'
import { followLateArrivals } from './documents/late-arrivals.ts'
import { createGlimpses } from './scene/glimpses.ts'
import { createNaming } from './scene/naming.ts'
import type { WorldOptions } from './options.ts'
import { createPlacing } from './deeds/placing.ts'
import { createPlanner } from './deeds/plan.ts'
import { createPresence } from './people/presence.ts'
import { createShowing } from './people/showing.ts'
import { createTokenDeeds } from './deeds/token-deeds.ts'
import { recallProfile } from './people/profile.ts'
import { reportingDerived, ruleProblem } from './plugin-problems.ts'
import { watchPluginVersion } from './plugin-version.ts'
import { createProblems } from './problems.ts'
import { createSceneDeeds } from './deeds/scene-deeds.ts'
import { createSceneHalves } from './deeds/scene-halves.ts'
import { gatherScenes } from './deeds/gather-scenes.ts'
import { createScenes } from './scene/scenes.ts'
import { createSecrets } from './documents/secrets.ts'
import { seedSession } from './deeds/seed.ts'
import { createSessionInfo } from './session-info.ts'
import { createSessionRules } from './documents/session-rules.ts'
import { createDefaults } from './documents/templates.ts'
import { createTokens } from './scene/tokens.ts'
import { createTopics } from './topics.ts'
import { openUndo } from './deeds/undo.ts'
import { createUndoShelf } from './deeds/undo-shelf.ts'
import { createLamplight } from './sight/lamplight.ts'
import { createThroughEyes } from './sight/through-eyes.ts'
import { createVision } from './sight/vision.ts'
import { createLampDeeds } from './deeds/lamp-deeds.ts'
import { createWallDeeds } from './deeds/wall-deeds.ts'
import { createVisibility } from './deeds/visibility.ts'
import { createWriteTogether } from './deeds/write-together.ts'
import { World } from './world.ts'

/**
 * Opens a session's documents as one world. Resolves once what this device holds is readable; the
 * rest arrives as it is synced. Rejects when a document cannot be opened.
 */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { session, plugin } = options
  const topics = createTopics()
  const problems = createProblems(topics)
  const ids = createIds(options.random)
  const dice = createDice(options.random)
  const compendium = await openCompendium({ plugin, shelf: options.shelf, topics })
  const entryOf = (id: string) => compendium.entry(id)

  let nameOfPath = (path: string): string => path.split('.').at(-1) ?? path
  const documents = await openSessionDocuments({
    session,
    rules: createSessionRules(plugin),
    defaultsOf: (document) => createDefaults(entryOf, document),
    onProblem: (problem) => problems.add(ruleProblem(problem, plugin, nameOfPath)),
  })
  const merged = createMergedView(documents)
  const secrets = createSecrets(documents.gm)
  readEntriesOf(compendium, merged)

  const info = createSessionInfo({ session, documents, topics })
  const members = createMembers({
    session,
    documents,
    topics,
    profile: await recallProfile(options),
    colours: options.colours,
    isFounder: options.seed !== undefined,
  })
  const log = await createLog({ session, documents, topics, ids, onFailed: problems.addFailure })

  const actors = createActors({
    plugin,
    derived: reportingDerived(plugin, problems.add),
    merged,
    secrets,
    topics,
    member: session.member,
    entryOf,
  })
  const tokens = createTokens({
    merged,
    secrets,
    topics,
    entryOf,
    colourOf: members.colourOf,
    conditionsOf: actors.conditionsOf,
    openSceneId: () => scenes.openId(),
    reader: { id: session.member, isGm: documents.gm !== undefined },
  })
  const scenes = createScenes({
    documents,
    merged,
    secrets,
    topics,
    member: session.member,
    isGm: documents.gm !== undefined,
    onOpened: tokens.sceneChanged,
    onFailed: problems.addFailure,
  })
  const naming = createNaming(plugin, merged, actors)
  nameOfPath = (path) => naming.path(path)
  const { nameOf } = members
  const merges = await createMergeList({
    session,
    documents,
    naming,
    nameOf,
    shelf: options.shelf,
    topics,
    log,
    baseOf: (document, path) => createDefaults(entryOf, () => document)(path),
  })

  const urgent = () => session.urgent()
  const undoShelf = createUndoShelf({ shelf: options.shelf, schedule: options.schedule })
  const undo = await openUndo({ documents, log, naming, nameOf, topics, urgent, shelf: undoShelf })
  const plan = createPlanner(documents, merged, secrets)
  const commit = createCommit({ session, documents, merged, plan, log, undo })
  const actions = createActions({
    session,
    plugin,
    merged,
    actors,
    tokens,
    naming,
    dice,
    commit,
    onProblem: problems.add,
  })
  const placing = createPlacing({
    merged,
    actors,
    tokens,
    compendium,
    commit,
    ids,
    member: session.member,
    hasGmKey: documents.gm !== undefined,
    openSceneId: () => scenes.openId(),
    isSceneHidden: () => scenes.opened()?.hidden === true,
  })
  const visibility = createVisibility({
    session,
    documents,
    merged,
    tokens,
    log,
    undo,
    publicName: placing.publicName,
  })
  const tokenDeeds = createTokenDeeds({
    documents,
    merged,
    actors,
    tokens,
    commit,
    ids,
    openSceneId: () => scenes.openId(),
  })
  const glimpses = createGlimpses({
    session,
    documents,
    tokens,
    topics,
    undo,
    moveOut: (ids) => visibility.moveOut(ids, { waiting: false }),
    nameOf,
  })
  const drawings = createDrawings({
    merged,
    secrets,
    topics,
    commit,
    ids,
    me: () => members.me(),
    now: () => session.now(),
    openSceneId: () => scenes.openId(),
  })
  const journal = createJournal({
    session,
    documents,
    merged,
    secrets,
    topics,
    ids,
    log,
    undo,
    actors,
    scenes,
    me: () => members.me(),
    eyes: {
      through: () => vision.through(),
      actors: () => eyes.actors(),
      scenes: () => eyes.scenes(),
    },
  })
  const me = () => members.me()
  const files = createLibraryReading({ session, documents, topics })
  const soundReading = createSoundReading({
    merged,
    gm: documents.gm,
    library: files,
    openSceneId: () => scenes.openId(),
    sceneIds: () => merged.entities('scenes'),
  })
  const effects = createEffects({ session, members })
  const sound = createSound({
    session,
    documents,
    merged,
    reading: soundReading,
    effects,
    undo,
    topics,
    ids,
  })
  const library = createLibrary({
    session,
    documents,
    reading: files,
    undo,
    me,
    uses: createFileUses({
      merged,
      reading: files,
      scenes,
      actors,
      token: tokens.token,
      journal: journal.everything,
      sound,
    }),
  })
  const { seed, random } = options
  if (seed !== undefined && documents.table.entities('scenes').length === 0) {
    await seedSession({ seed, plugin, documents, compendium, placing, ids, random })
  }
  const writeTogether = createWriteTogether({ session, documents, log, undo })
  const halves = createSceneHalves({ documents, tokens, visibility })
  const sceneVerbs = createSceneDeeds({
    documents,
    merged,
    scenes,
    tokens,
    ids,
    commit,
    writeTogether,
    halves,
    undo,
    nameOf,
    copyTokens: tokenDeeds.copiesFor,
    copyDrawings: drawings.copiesFor,
  })
  const isGm = documents.gm !== undefined
  const mapVerbs = createMapDeeds({ documents, merged, scenes, ids, isGm, writeTogether })
  const quietly = createQuietly({ scenes, isGm, writeTogether })
  const now = () => session.now()
  const coverVerbs = createCoverDeeds({ ids, now, quietly })
  const wallVerbs = createWallDeeds({ ids, quietly })
  const lampVerbs = createLampDeeds({ ids, quietly })
  watchPluginVersion({ plugin, documents, isGm: session.role === 'gm', problems })
  followLateArrivals(documents, secrets)
  const vision = createVision({ session, plugin, documents, scenes, tokens, actors, topics })
  const eyes = createThroughEyes({
    through: vision.through,
    secrets,
    tokens,
    actors,
    drawings,
    scenes,
    log,
    glimpses,
    encounter: () => readEncounter(merged, actors),
  })
  const lamplight = createLamplight({ scenes, tokens: { all: eyes.tokens }, topics })
  await scenes.openFirst()
  const presence = createPresence({
    session,
    members,
    secrets,
    topics,
    hidesToken: tokens.hidesAt,
    schedule: options.schedule,
  })
  const showing = createShowing({
    session,
    members,
    secrets,
    topics,
    schedule: options.schedule,
  })
  tellOfEncounters(merged, () => topics.tell('encounter'))
  const leaveScenes = gatherScenes({
    session,
    documents,
    scenes,
    tokens,
    topics,
    halves,
    schedule: options.schedule,
  })
  const leaveStatus = session.onStatus(() => topics.tell('sync'))

  return new World({
    id: session.room,
    plugin,
    topics,
    sync: session,
    info,
    members,
    scenes,
    tokens,
    actors,
    log,
    merges,
    presence,
    actions,
    moves: createMoves(tokens, commit),
    placing: { ...placing, ...visibility },
    sceneVerbs,
    mapVerbs,
    coverVerbs,
    wallVerbs,
    lampVerbs,
    lamplight,
    vision,
    tokenDeeds,
    glimpses,
    drawings,
    showing,
    journal,
    library,
    sound,
    artDeeds: createArtDeeds({ merged, actors, tokens, commit, me }),
    chat: createChat({ session, members, log, dice }),
    undo,
    compendium,
    eyes,
    problems: problems.all,
    inviteLink: options.inviteLink,

    async close() {
      presence.stop()
      showing.stop()
      effects.stop()
      leaveScenes()
      leaveStatus()
      documents.closeAll()
      await session.stop()
    },
  })
}

function readEntriesOf(compendium: CompendiumPart, merged: MergedView): void {
  compendium.readSession({
    entry: (entity) => merged.read(`${entity}.entry`),
    all: () => merged.entities('compendium'),
    subscribe: (listener) => merged.subscribe('compendium', listener),
  })
}

function tellOfEncounters(merged: MergedView, tell: () => void): void {
  merged.subscribe('encounters', tell)
  merged.subscribe('actors', tell)
}
