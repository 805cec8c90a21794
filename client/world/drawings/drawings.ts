import type { Change } from '#plugin-sdk'
import { line } from '../../texts/told.ts'
import type { Commit } from '../deeds/commit.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Secrets } from '../documents/secrets.ts'
import type { Ids } from '../ids.ts'
import type { Drawings } from '../parts.ts'
import type { Topics } from '../topics.ts'
import type { Answer, MemberView } from '../views.ts'
import {
  DrawingMade,
  DrawingPlace,
  DrawingShape,
  DrawingStyle,
  type DrawingChange,
  type DrawingView,
} from './drawing.ts'
import { refuse } from '../refuse.ts'

interface DrawingsOptions {
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly topics: Topics
  readonly commit: Commit
  readonly ids: Ids
  readonly me: () => MemberView
  readonly now: () => number
  readonly openSceneId: () => string | undefined
}

export interface DrawingsPart extends Drawings {
  /** What draws all of a scene on another one again. */
  copiesFor(scene: string, from: string): readonly Change[]
}

/** What is drawn on the scenes, kept up to date from the documents; oldest first. */
export function createDrawings(options: DrawingsOptions): DrawingsPart {
  const { merged, secrets, topics, commit } = options
  const views = new Map<string, DrawingView>()
  let everywhere: readonly DrawingView[] | undefined
  let ofScene: { readonly scene: string; readonly drawings: readonly DrawingView[] } | undefined

  function read(id: string): DrawingView | undefined {
    const entity = `drawings.${id}`
    if (!merged.exists(entity)) return undefined
    const place = DrawingPlace.safeParse(merged.read(`${entity}.place`)).data
    const shape = DrawingShape.safeParse(merged.read(`${entity}.shape`)).data
    const style = DrawingStyle.safeParse(merged.read(`${entity}.style`)).data
    if (place === undefined || shape === undefined || style === undefined) return undefined
    const made = DrawingMade.safeParse(merged.read(`${entity}.made`)).data ?? unknownMaker
    return { id, ...place, shape, style, made }
  }

  function refresh(ids: Iterable<string>): void {
    for (const id of ids) {
      const view = read(id)
      if (view === undefined) views.delete(id)
      else views.set(id, view)
    }
    ofScene = undefined
    everywhere = undefined
    topics.tell('drawings')
  }

  function add(changes: readonly Change[], scene: string, say: () => string): Answer {
    const secretly = secrets.has(`scenes.${scene}`)
    return commit({ changes, input: {}, say, secretly, logged: false })
  }

  /** What somebody else drew is theirs and the GM's. */
  function isMineToChange(drawing: DrawingView): boolean {
    const me = options.me()
    return me.role === 'gm' || drawing.made.by === me.id
  }

  refresh(merged.entities('drawings'))
  merged.subscribe('drawings', (paths) =>
    refresh(new Set([...paths].flatMap((path) => path.split('.', 2)[1] ?? []))),
  )

  return {
    copiesFor: (scene, from) =>
      [...views.values()]
        .filter((view) => view.scene === from)
        .flatMap((view) => creationOf(options.ids.drawing(), { ...view, scene })),

    drawing: (id) => views.get(id),
    isMineToChange,
    everywhere: () => (everywhere ??= [...views.values()]),

    ofScene() {
      const scene = options.openSceneId() ?? ''
      if (ofScene?.scene !== scene) {
        const drawings = [...views.values()].filter((view) => view.scene === scene)
        ofScene = { scene, drawings: drawings.sort(inMakingOrder) }
      }
      return ofScene.drawings
    },

    draw({ x, y, shape, style }) {
      const scene = options.openSceneId()
      if (scene === undefined) return noScene
      const id = options.ids.drawing()
      const made = { by: options.me().id, at: options.now() }
      const answer = add(creationOf(id, { scene, x, y, shape, style, made }), scene, () =>
        shape.type === 'template' ? 'a template was placed' : 'something was drawn',
      )
      return answer.type === 'refused' ? answer : { type: 'done', id }
    },

    change(id, change) {
      const drawing = views.get(id)
      if (drawing === undefined) return gone
      // An area is everybody's business: whoever stands in it may nudge it.
      if (drawing.shape.type !== 'template' && !isMineToChange(drawing)) return notYours
      const changes = changesOf(drawing, change)
      if (changes.length === 0) return { type: 'done' }
      return commit({ changes, input: {}, say: () => 'a drawing was changed', logged: false })
    },

    erase(ids) {
      const erased = ids.flatMap((id) => views.get(id) ?? [])
      const mine = erased.filter(isMineToChange)
      if (mine.length === 0) return erased.length === 0 ? gone : notYours
      return commit({
        changes: mine.map(({ id }) => ({ remove: `drawings.${id}` })),
        input: {},
        say: () =>
          mine.length === 1 ? line('told.drawingErased') : line('told.drawingsErased', mine.length),
        action: 'erase',
        logged: mine.length > 1,
      })
    },
  }
}

function creationOf(
  id: string,
  { scene, x, y, shape, style, made }: Omit<DrawingView, 'id'>,
): readonly Change[] {
  const entity = `drawings.${id}`
  return [
    { create: entity },
    { path: `${entity}.place`, edit: { set: { scene, x, y } } },
    { path: `${entity}.shape`, edit: { set: shape } },
    { path: `${entity}.style`, edit: { set: style } },
    { path: `${entity}.made`, edit: { set: made } },
  ]
}

function changesOf(
  drawing: DrawingView,
  { place, shape, style }: DrawingChange,
): readonly Change[] {
  const entity = `drawings.${drawing.id}`
  const isMoved = place !== undefined && (place.x !== drawing.x || place.y !== drawing.y)
  return [
    ...(isMoved
      ? [{ path: `${entity}.place`, edit: { set: { scene: drawing.scene, ...place } } }]
      : []),
    ...(shape === undefined ? [] : [{ path: `${entity}.shape`, edit: { set: shape } }]),
    ...(style === undefined ? [] : [{ path: `${entity}.style`, edit: { set: style } }]),
  ]
}

function inMakingOrder(one: DrawingView, other: DrawingView): number {
  return one.made.at - other.made.at || (one.id < other.id ? -1 : 1)
}

const unknownMaker: DrawingMade = { by: '', at: 0 }
const gone: Answer = refuse('refused.gone')
const notYours: Answer = refuse('refused.notYourDrawing')
const noScene: Answer & { readonly type: 'refused' } = refuse('refused.noSceneToDraw')
