import type { RuleDocument } from '#crdt-rules'
import { line } from '../../texts/told.ts'
import type { Change } from '#plugin-sdk'
import { copyContents } from '../documents/copy-contents.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { toTexts } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import { firstScenePath } from '../documents/session-rules.ts'
import type { Ids } from '../ids.ts'
import type { SceneVerbs } from '../parts.ts'
import type { NewMap } from '../scene/new-map.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Answer } from '../views.ts'
import { createBringing } from './bringing.ts'
import type { Commit } from './commit.ts'
import { pictureOf, writeMap } from './map-deeds.ts'
import { applyStep } from './plan.ts'
import type { SceneHalves } from './scene-halves.ts'
import type { UndoPart } from './undo.ts'
import type { WriteTogether } from './write-together.ts'
import { refuse } from '../refuse.ts'

interface SceneDeedsOptions {
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly scenes: ScenesPart
  readonly tokens: TokensPart
  readonly ids: Ids
  readonly commit: Commit
  readonly writeTogether: WriteTogether
  readonly halves: SceneHalves
  readonly undo: UndoPart
  readonly nameOf: (member: string) => string
  /** What copies the creatures of a scene onto a new one, and what is drawn there. */
  readonly copyTokens: (scene: string, from: string) => readonly Change[]
  readonly copyDrawings: (scene: string, from: string) => readonly Change[]
}

/**
 * The GM's verbs for whole scenes. A new one is prepared unseen: its index entry lives in the GM's
 * document and its map in a document only GMs can open, until it is shown.
 */
export function createSceneDeeds(options: SceneDeedsOptions): SceneVerbs {
  const { documents, merged, scenes, ids, commit, writeTogether, halves, undo } = options
  const { gm } = documents

  async function addScene(
    name: string,
    draw: (document: RuleDocument) => void,
    index: { readonly picture?: NewMap['picture'] } = {},
    stands: (scene: string) => readonly Change[] = () => [],
  ): Promise<Answer> {
    if (gm === undefined) return gmOnly
    const id = ids.scene()
    const document = await documents.open(`gmScene/${id}`)
    const orders = scenes.all().map((scene) => Number(merged.read(`scenes.${scene.id}.order`)) || 0)
    const answer = writeTogether({
      steps: [
        { document, write: () => draw(document) },
        {
          document: gm,
          write() {
            gm.create(`scenes.${id}`)
            gm.write(`scenes.${id}.name`, { set: nameFor(name) })
            gm.write(`scenes.${id}.order`, { set: Math.max(0, ...orders) + 1 })
            if (index.picture) gm.write(`scenes.${id}.picture`, { set: index.picture })
            for (const change of stands(id)) applyStep({ document: gm, change })
          },
        },
      ],
      sentence: line('told.scenePrepared', nameFor(name)),
      action: 'scene',
      secret: true,
    })
    await scenes.open(id)
    return answer
  }

  function moveBack(id: string, side: 'everyone' | 'gm'): Answer {
    if (gm === undefined) return gmOnly
    if (side === 'gm' && merged.read(firstScenePath) === id) return everyoneIsThere
    halves.move(id, side)
    return { type: 'done' }
  }

  /** After a reload the maps are fetched first. */
  function isReady([id = '']: readonly string[]): boolean {
    if (halves.isReady(id)) return true
    halves.open(id).catch(() => undefined)
    return false
  }

  undo.teach({
    showScene: {
      opposite: 'hideScene',
      isReady,
      run: ([id = '']) => moveBack(id, 'everyone'),
    },
    hideScene: { opposite: 'showScene', isReady, run: ([id = '']) => moveBack(id, 'gm') },
  })

  const bringing = createBringing(options)

  return {
    createScene: (name, map) =>
      addScene(
        name,
        (document) => writeMap(document, ids, map ?? emptyMap),
        map?.picture === undefined ? {} : { picture: pictureOf(map) },
      ),

    async duplicateScene(id) {
      const source = await documents.open(scenes.documentName(id))
      const { picture } = scenes.all().find((scene) => scene.id === id) ?? {}
      return addScene(
        `${scenes.nameOf(id)} 2`,
        (document) => copyContents(source, document),
        picture === undefined ? {} : { picture },
        (scene) => [...options.copyTokens(scene, id), ...options.copyDrawings(scene, id)],
      )
    },

    renameScene(id, name) {
      if (gm === undefined) return gmOnly
      if (name.trim() === '') return refuse('refused.sceneName')
      const before = scenes.nameOf(id)
      return commit({
        changes: [{ path: `scenes.${id}.name`, edit: { set: nameFor(name) } }],
        input: {},
        say: () => line('told.sceneRenamed', before, nameFor(name)),
        action: 'scene',
        logged: true,
      })
    },

    removeScene(id) {
      if (gm === undefined) return gmOnly
      const rest = scenes.all().filter((scene) => scene.id !== id && !scene.hidden)
      const [next] = rest
      if (next === undefined && !isHidden(id)) {
        return refuse('refused.onlyScene')
      }
      const isShared = merged.read(firstScenePath) === id
      const name = scenes.nameOf(id)
      return commit({
        changes: [
          ...(isShared && next ? [{ path: firstScenePath, edit: { set: next.id } }] : []),
          { remove: `scenes.${id}` },
        ],
        input: {},
        say: () => line('told.sceneRemoved', name),
        action: 'scene',
        logged: true,
      })
    },

    showScene: bringing.showScene,

    listFor(id, members) {
      if (gm === undefined) return gmOnly
      const path = `scenes.${id}.listedFor`
      const before = toTexts(merged.read(path))
      const changes = [
        ...members.filter((one) => !before.includes(one)).map((add) => ({ path, edit: { add } })),
        ...before
          .filter((one) => !members.includes(one))
          .map((remove) => ({ path, edit: { remove } })),
      ]
      if (changes.length === 0) return { type: 'done' }
      return commit({
        changes,
        input: {},
        say: () => line('told.sceneListed', scenes.nameOf(id)),
        action: 'scene',
        secretly: true,
        logged: false,
      })
    },

    async hideScene(id) {
      if (gm === undefined) return gmOnly
      if (isHidden(id)) return { type: 'done' }
      if (merged.read(firstScenePath) === id) return everyoneIsThere
      const told = line('told.sceneHidden', scenes.nameOf(id))
      await halves.open(id)
      halves.move(id, 'gm')
      const answer = writeTogether({
        steps: [],
        sentence: told,
        action: 'scene',
        secret: true,
        undoable: false,
      })
      const calls = [{ verb: 'hideScene', of: [id] }]
      undo.push({ line: told, secret: true, logged: true, calls })
      return answer
    },

    bringParty() {
      if (gm === undefined) return gmOnly
      const scene = scenes.opened()
      if (scene === undefined) return refuse('refused.noScene')
      if (scene.hidden) {
        return refuse('refused.sceneUnseen')
      }
      const party = merged.entities('tokens').flatMap((id) => {
        const token = options.tokens.token(id)
        return token?.player === undefined || token.scene === scene.id ? [] : [token]
      })
      if (party.length === 0) {
        return refuse('refused.noParty')
      }
      const left = Math.max(0, Math.floor((scene.columns - party.length) / 2))
      return commit({
        changes: party.map(({ id, elevation }, index) => ({
          path: `tokens.${id}.position`,
          edit: {
            set: { scene: scene.id, x: left + index, y: Math.floor(scene.rows / 2), elevation },
          },
        })),
        input: {},
        say: () => line('told.broughtParty', scene.name),
        action: 'scene',
        logged: true,
      })
    },
  }

  function isHidden(id: string): boolean {
    return gm?.exists(`scenes.${id}`) === true
  }
}

function nameFor(name: string): string {
  return name.trim().slice(0, 80) || 'Scene'
}

const emptyMap: NewMap = {
  columns: 30,
  rows: 20,
  grid: 'square',
  ambient: 'bright',
  walls: [],
  doors: [],
  lamps: [],
}
const everyoneIsThere: Answer = refuse('refused.everyoneHere')
const gmOnly: Answer = refuse('refused.gmScenes')
