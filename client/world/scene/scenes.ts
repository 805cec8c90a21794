import type { Json, RuleDocument } from '#crdt-rules'
import type { SessionDocuments } from '../documents/documents.ts'
import { toNumber, toText } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Scenes } from '../parts.ts'
import { firstScenePath } from '../documents/session-rules.ts'
import type { Topics } from '../topics.ts'
import type { SceneView } from '../views.ts'

export interface ScenesPart extends Scenes {
  openId(): string | undefined
  /** Opens the scene that the table begins with, unless one is open; later as soon as it is known. */
  openFirst(): Promise<void>
}

interface ScenesOptions {
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly topics: Topics
  /** Called when another scene is on screen. */
  readonly onOpened: (before: string | undefined) => void
  /** A scene that could not be opened by itself. */
  readonly onFailed: (reason: unknown) => void
}

/** The list of scenes, and the one on this screen with its document. */
export function createScenes(options: ScenesOptions): ScenesPart {
  const { documents, merged, topics } = options
  let current: { readonly id: string; readonly document: RuleDocument } | undefined
  let stopWatching: () => void = () => {}
  let view: SceneView | undefined
  let wanted: string | undefined

  const ids = () => [...merged.entities('scenes')].sort(byOrder)
  const nameOf = (id: string) => toText(merged.read(`scenes.${id}.name`), 'Scene')

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
    if (current?.id === id) return
    const document = await documents.open(`scene/${id}`)
    // Somebody may have asked for another one meanwhile.
    if (wanted !== id) return
    const before = current?.id
    stopWatching()
    current = { id, document }
    stopWatching = document.subscribe('', changed)
    if (before !== undefined) documents.close(`scene/${before}`)
    changed()
    options.onOpened(before)
  }

  function changed(): void {
    view = undefined
    topics.tell('scene')
  }

  async function openFirst(): Promise<void> {
    if (wanted !== undefined) return
    const first = merged.read(firstScenePath)
    const all = ids()
    const id = typeof first === 'string' && all.includes(first) ? first : all[0]
    if (id === undefined) return
    await open(id).catch((reason: unknown) => {
      wanted = undefined
      options.onFailed(reason)
    })
  }

  function listChanged(): void {
    topics.tell('scenes')
    changed()
    void openFirst()
  }

  merged.subscribe('scenes', listChanged)
  merged.subscribe(firstScenePath, listChanged)

  return {
    open,
    openFirst,
    openId: () => current?.id,
    all: () => ids().map((id) => ({ id, name: nameOf(id) })),
    opened() {
      view ??=
        current === undefined ? undefined : toView(current.id, nameOf(current.id), current.document)
      return view
    },
  }
}

function toView(id: string, name: string, document: RuleDocument): SceneView {
  const size = fieldsOf(document.read('map.size'))
  const grid = fieldsOf(document.read('map.grid'))
  return {
    id,
    name,
    columns: Math.round(toNumber(size.columns, 30, 1, 500)),
    rows: Math.round(toNumber(size.rows, 20, 1, 500)),
    cellFeet: toNumber(grid.cellFeet, 5, 0.1, 1000),
    shapes: document.entities('shapes').flatMap((shape) => {
      const value = document.read(`shapes.${shape}.shape`)
      return value === undefined ? [] : [value]
    }),
  }
}

function fieldsOf(value: Json | undefined): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}
