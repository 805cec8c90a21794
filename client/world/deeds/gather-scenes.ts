import type { RuleDocument } from '#crdt-rules'
import type { DocumentName, SyncSession } from '../../sync/index.ts'
import { DrawingPlace } from '../drawings/drawing.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { entityOf } from '../documents/merged.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Topics } from '../topics.ts'
import type { SceneHalves } from './scene-halves.ts'

interface GatherOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly scenes: ScenesPart
  readonly tokens: TokensPart
  readonly topics: Topics
  readonly halves: SceneHalves
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/**
 * Keeps all of a scene on one side. Whoever had not heard that it was shown or hidden went on making things where it
 * was: walls, drawings, creatures. GMs' devices bring them after, a while after they came. Answers how to stop.
 */
export function gatherScenes(options: GatherOptions): () => void {
  const { session, documents, scenes, tokens, halves } = options
  const { table, gm } = documents
  if (gm === undefined) return () => {}
  const secret: RuleDocument = gm
  const changed = new Set<string>()
  const maps = new Set<string>()
  let cancel: (() => void) | undefined

  function soon(): void {
    cancel ??= options.schedule(afterMs, settle)
  }

  function settle(): void {
    cancel = undefined
    const touched = new Set(maps)
    maps.clear()
    const entities = [...changed]
    changed.clear()
    for (const entity of entities) for (const scene of scenesOf(entity)) touched.add(scene)
    for (const scene of touched) gather(scene)
  }

  function scenesOf(entity: string): readonly string[] {
    const [kind, id = ''] = entity.split('.')
    if (kind === 'scenes') return [id]
    if (kind === 'tokens') return [tokens.token(id)?.scene ?? '']
    if (kind !== 'drawings') return []
    return [table, secret].flatMap((document) => {
      const place = DrawingPlace.safeParse(document.read(`${entity}.place`)).data
      return place === undefined ? [] : [place.scene]
    })
  }

  function gather(scene: string): void {
    if (isChosen()) halves.gather(scene)
    if (halves.isReady(scene)) halves.gatherMap(scene)
  }

  /** Creatures have notes, which two devices must not copy at once: one of the GMs' that are here does. */
  function isChosen(): boolean {
    const others = session.present.filter(({ role }) => role === 'gm')
    return others.every(({ device }) => session.device <= device)
  }

  /** The other document of a scene that was moved before may have something for it. */
  function openOther(scene: string): void {
    const isSecret = secret.exists(`scenes.${scene}`)
    const before = (isSecret ? table : secret).inspect(`scenes.${scene}.$`).siblings
    const name: DocumentName = isSecret ? `scene/${scene}` : `gmScene/${scene}`
    // It is looked for again when the scene is opened again.
    if (before.length > 0) documents.open(name).catch(() => undefined)
  }

  for (const document of [table, secret]) {
    for (const kind of kinds) {
      for (const path of document.paths(kind)) changed.add(entityOf(path))
      document.subscribe(kind, (paths) => {
        for (const path of paths) changed.add(entityOf(path))
        soon()
      })
    }
  }
  documents.onOpened((document, name) => {
    const [kind, scene] = name.split('/')
    if (scene === undefined || (kind !== 'scene' && kind !== 'gmScene')) return
    const note = () => {
      maps.add(scene)
      soon()
    }
    document.subscribe('', () => {
      const isHome = (kind === 'gmScene') === secret.exists(`scenes.${scene}`)
      if (!isHome) note()
    })
    note()
  })
  const leave = options.topics.on('scene', () => {
    const scene = scenes.openId()
    if (scene !== undefined) openOther(scene)
  })
  soon()

  return () => {
    cancel?.()
    leave()
  }
}

/** What scenes are, and what stands on them. */
const kinds = ['scenes', 'tokens', 'drawings'] as const
/** Long enough for all of a move to arrive, which is a record for each document. */
const afterMs = 1500
