import type { RuleDocument } from '#crdt-rules'
import type { DocumentName } from '../../sync/index.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { toText, toTexts } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Secrets } from '../documents/secrets.ts'
import { broughtPath, firstScenePath } from '../documents/session-rules.ts'
import type { Scenes } from '../parts.ts'
import type { Topics } from '../topics.ts'
import type { SceneSummary, SceneView } from '../views.ts'
import { createSceneReader, type SceneReader } from './scene-contents.ts'
import { ScenePicture } from './scene-schemas.ts'

export interface ScenesPart extends Scenes {
  openId(): string | undefined
  /** The document of the scene on this screen. */
  document(): RuleDocument | undefined
  /** The name of the document a scene has, prepared or shown. */
  documentName(id: string): DocumentName
  nameOf(id: string): string
  /** Opens the scene that the table is on, unless one is open; later as soon as it is known. */
  openFirst(): Promise<void>
}

interface ScenesOptions {
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly topics: Topics
  readonly member: string
  readonly isGm: boolean
  /** Called when another scene is on screen. */
  readonly onOpened: (before: string | undefined) => void
  /** A scene that could not be opened by itself. */
  readonly onFailed: (reason: unknown) => void
}

interface OpenScene {
  readonly id: string
  readonly name: DocumentName
  readonly document: RuleDocument
  readonly reader: SceneReader
}

/** The list of scenes, and the one on this screen with its document. */
export function createScenes(options: ScenesOptions): ScenesPart {
  const { documents, merged, secrets, topics } = options
  let current: OpenScene | undefined
  let stopWatching: () => void = () => {}
  let view: SceneView | undefined
  let wanted: string | undefined
  let followed: string | undefined

  const ids = () => [...merged.entities('scenes')].filter(isListed).sort(byOrder)
  const nameOf = (id: string) => toText(merged.read(`scenes.${id}.name`), 'Scene')
  const documentName = (id: string): DocumentName =>
    secrets.has(`scenes.${id}`) ? `gmScene/${id}` : `scene/${id}`

  /** GMs see all; what a player was brought to stands in their list, too. */
  function isListed(id: string): boolean {
    if (options.isGm || id === current?.id || id === placeOfMine()) return true
    const chosen = toTexts(merged.read(`scenes.${id}.listedFor`))
    return chosen.length === 0 || chosen.includes(options.member)
  }

  function byOrder(left: string, right: string): number {
    const [a, b] = [orderOf(left), orderOf(right)]
    if (typeof a === 'number' && typeof b === 'number' && a !== b) return a - b
    return `${a}${left}` < `${b}${right}` ? -1 : 1
  }

  function orderOf(id: string): string | number {
    const order = merged.read(`scenes.${id}.order`)
    return typeof order === 'number' || typeof order === 'string' ? order : ''
  }

  async function open(id: string): Promise<void> {
    wanted = id
    const name = documentName(id)
    if (current?.name === name) return
    const document = await documents.open(name)
    // Somebody may have asked for another one meanwhile. Documents stay open: undo may reach into them.
    if (wanted !== id || documentName(id) !== name) return
    const before = current?.id
    stopWatching()
    const reader = createSceneReader(document)
    current = { id, name, document, reader }
    stopWatching = document.subscribe('', (paths) => {
      if (reader.concerns(paths)) changed()
    })
    changed()
    options.onOpened(before)
  }

  function changed(): void {
    view = undefined
    topics.tell('scene')
  }

  /** Where the table is, when that is known and still there. */
  function sharedId(): string | undefined {
    const shared = merged.read(firstScenePath)
    return typeof shared === 'string' && merged.exists(`scenes.${shared}`) ? shared : undefined
  }

  /** Where I am to be: brought there alone, or with everyone. */
  function placeOfMine(): string | undefined {
    const alone = merged.read(broughtPath(options.member))
    return typeof alone === 'string' && merged.exists(`scenes.${alone}`) ? alone : sharedId()
  }

  function broughtTo(id: string): readonly string[] {
    return merged
      .paths('brought')
      .filter((path) => merged.read(path) === id)
      .flatMap((path) => path.split('.')[1] ?? [])
  }

  async function openUnasked(id: string | undefined): Promise<void> {
    if (id === undefined) return
    await open(id).catch((reason: unknown) => {
      wanted = undefined
      options.onFailed(reason)
    })
  }

  async function openFirst(): Promise<void> {
    if (wanted !== undefined) return
    followed = placeOfMine()
    await openUnasked(followed ?? ids()[0])
  }

  function listChanged(): void {
    topics.tell('scenes')
    changed()
    const place = placeOfMine()
    if (place !== undefined && place !== followed) {
      // I was brought to another scene, alone or with everyone.
      followed = place
      void openUnasked(place)
    } else if (wanted !== undefined && !merged.exists(`scenes.${wanted}`)) {
      void openUnasked(place ?? ids()[0])
    } else if (current !== undefined && current.name !== documentName(current.id)) {
      void openUnasked(current.id)
    } else {
      void openFirst()
    }
  }

  function summaryOf(id: string): SceneSummary {
    const picture = ScenePicture.safeParse(merged.read(`scenes.${id}.picture`)).data
    return {
      id,
      name: nameOf(id),
      hidden: secrets.has(`scenes.${id}`),
      shared: sharedId() === id,
      brought: broughtTo(id),
      listedFor: toTexts(merged.read(`scenes.${id}.listedFor`)),
      ...(picture === undefined ? {} : { picture }),
    }
  }

  function viewOf({ id, reader }: OpenScene): SceneView {
    const summary = summaryOf(id)
    const { kind, ...size } = summary.picture?.grid ?? {}
    return { ...summary, ...reader.read(), ...size, ...(kind && { grid: kind }) }
  }

  merged.subscribe('scenes', listChanged)
  merged.subscribe('brought', listChanged)
  merged.subscribe(firstScenePath, () => {
    // Called once more to where everyone is, whoever looks elsewhere comes, too.
    followed = undefined
    listChanged()
  })

  return {
    open,
    openFirst,
    documentName,
    nameOf,
    openId: () => current?.id,
    document: () => current?.document,
    all: () => ids().map(summaryOf),
    opened() {
      view ??= current && viewOf(current)
      return view
    },
  }
}
