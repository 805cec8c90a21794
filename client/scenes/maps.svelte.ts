import { createContext } from 'svelte'
import type { AssetStatus, AssetStore } from '../assets/index.ts'
import type { Desk } from '../library/index.ts'
import type { StarterMap } from '../starters/index.ts'
import type { MapPicture } from '../table/index.ts'
import { say } from '../texts/index.ts'
import type { Notices } from '../ui/index.ts'
import {
  mapOfPlan,
  type LibraryFile,
  type NewMap,
  type ScenePicture,
  type World,
} from '../world/index.ts'
import { decodePicture } from './decode-picture.ts'
import type { MapFilePicture } from './read-map-file.ts'

/** How it stands with the picture of the open scene. */
export type PictureState =
  | { readonly type: 'none' | 'here' }
  | { readonly type: 'coming'; readonly fraction: number }
  | { readonly type: 'missing'; readonly sentence: string }

/** A file that is being taken in. */
export interface Taking {
  readonly name: string
  readonly step: 'reading' | 'keeping'
  readonly fraction: number
}

interface MapsOptions {
  readonly world: World
  readonly assets: AssetStore
  readonly desk: Desk
  readonly notices: Notices
  readonly mostPixels: number
}

/** Set once, in SessionScreen.svelte. */
export const [useMaps, provideMaps] = createContext<Maps>()

/** Takes map files in, and keeps the picture of the open scene ready to draw. */
export class Maps {
  readonly #options: MapsOptions
  #taking = $state.raw<Taking>()
  #state = $state.raw<PictureState>({ type: 'none' })
  #sizes = $state.raw<readonly ImageBitmap[]>()
  #sending = $state<number>()
  #shown: string | undefined
  #stop = new AbortController()
  #stopTaking = new AbortController()

  constructor(options: MapsOptions) {
    this.#options = options
  }

  /** The file on its way in, if any. */
  get taking(): Taking | undefined {
    return this.#taking
  }
  get state(): PictureState {
    return this.#state
  }
  /** How much of the open scene's picture the relay has, while it is being sent. */
  get sending(): number | undefined {
    return this.#sending
  }

  /** The picture of the open scene as the map draws it. */
  get picture(): MapPicture | undefined {
    const placed = this.#options.world.scene?.picture
    if (placed === undefined || this.#sizes === undefined) return undefined
    const { x, y, width, height } = placed
    return { x, y, width, height, sizes: this.#sizes }
  }

  /** Follows the open scene's picture and what becomes of it; the answer stops that. */
  follow(): () => void {
    const { world, assets } = this.#options
    const look = () => void this.#show(world.scene?.picture)
    const ends = [
      world.on('scene', look),
      assets.onStatus((id) => {
        if (id !== this.#shown) return
        this.#note(assets.status(id))
        if (this.#state.type === 'missing' && assets.status(id).state !== 'missing') {
          this.#shown = undefined
          look()
        }
      }),
    ]
    look()
    return () => {
      for (const end of ends) end()
      this.#stop.abort()
      this.#shown = undefined
    }
  }

  /** Gives up on the file on its way in. */
  cancel(): void {
    this.#stopTaking.abort()
  }

  /** Takes a file in as the map of the open scene, or as a new scene that is prepared unseen. */
  async take(file: File, where: 'here' | 'newScene'): Promise<void> {
    const { notices } = this.#options
    if (this.#taking !== undefined) return notices.say(say('map.busy'), { tone: 'caution' })
    this.#taking = { name: file.name, step: 'reading', fraction: 0 }
    this.#stopTaking = new AbortController()
    try {
      const { readMapFile } = await import('./read-map-file.ts')
      const read = readMapFile(file.name, new Uint8Array(await file.arrayBuffer()))
      if (read.type === 'refused') return notices.say(read.because, { tone: 'caution' })
      const kept = read.picture && (await this.#keep(file.name, read.picture))
      if (typeof kept === 'string') return notices.say(kept, { tone: 'caution' })
      const { columns: width, rows: height } = read.plan.size
      const map = mapOfPlan(read.plan, kept && { asset: kept, x: 0, y: 0, width, height })
      for (const note of read.notes.slice(0, 2)) notices.say(note)
      await this.#use(read.name, map, where)
    } catch {
      if (this.#stopTaking.signal.aborted) return
      notices.say(say('map.unreadable', file.name), { tone: 'caution' })
    } finally {
      this.#taking = undefined
    }
  }

  /** Lays a picture of the library under the open scene, or under a new one that is prepared unseen. */
  async lay({ name, file }: LibraryFile, where: 'here' | 'newScene'): Promise<void> {
    const { width = 1, height = 1 } = file
    const { planOfPicture } = await import('./read-map-file.ts')
    const plan = planOfPicture(name, width, height)
    const { columns, rows } = plan.size
    const picture = { asset: referenceOf(file), x: 0, y: 0, width: columns, height: rows }
    await this.#use(name, mapOfPlan(plan, picture), where)
  }

  /** Prepares a map that ships with the table as a scene, over its drawing. */
  async prepare(name: string, map: StarterMap, { file }: LibraryFile): Promise<void> {
    const { columns, rows, walls, doors, lamps, ambient } = map
    const picture = { asset: referenceOf(file), x: 0, y: 0, width: columns, height: rows }
    const parts = { columns, rows, walls, doors, lamps, ambient, picture, grid: 'square' } as const
    await this.#use(name, parts, 'newScene')
  }

  async #use(name: string, map: NewMap, where: 'here' | 'newScene'): Promise<void> {
    const { world, notices } = this.#options
    const answer =
      where === 'here' ? world.mapVerbs.setMap(map) : await world.sceneVerbs.createScene(name, map)
    if (answer.type === 'refused') return notices.say(answer.because, { tone: 'caution' })
    notices.say(say('map.taken', name))
  }

  /** The reference of a picture that this device keeps now, or a sentence that says why it does not. */
  async #keep(name: string, picture: MapFilePicture) {
    const kept = await this.#options.desk.keep({
      name,
      mime: picture.mime,
      bytes: picture.bytes,
      filing: { folder: say('library.folderMaps') },
      leastSide: 4096,
      signal: this.#stopTaking.signal,
      onProgress: (fraction) => (this.#taking = { name, step: 'keeping', fraction }),
    })
    return kept.type === 'refused' ? kept.because : referenceOf(kept.file.file)
  }

  async #show(placed: ScenePicture | undefined): Promise<void> {
    const id = placed?.asset.id
    if (id === this.#shown) return
    this.#shown = id
    this.#stop.abort()
    this.#sizes = undefined
    this.#sending = undefined
    if (placed === undefined || id === undefined) {
      this.#state = { type: 'none' }
      return
    }
    const stop = new AbortController()
    this.#stop = stop
    this.#state = { type: 'coming', fraction: 0 }
    const { assets, mostPixels } = this.#options
    try {
      const answer = await assets.get(id, {
        signal: stop.signal,
        onProgress: (fraction) => (this.#state = { type: 'coming', fraction }),
      })
      if (stop.signal.aborted) return
      if (answer.type !== 'got') {
        this.#state = { type: 'missing', sentence: answer.sentence }
        return
      }
      const { width = 1, height = 1 } = placed.asset
      const sizes = await decodePicture(answer.blob, { width, height }, mostPixels)
      if (stop.signal.aborted) return
      this.#sizes = sizes
      this.#state = { type: 'here' }
      this.#note(assets.status(id))
    } catch {
      if (!stop.signal.aborted) {
        this.#state = { type: 'missing', sentence: say('map.undecodable') }
      }
    }
  }

  #note(status: AssetStatus): void {
    this.#sending =
      status.state === 'uploading' ? status.sentBytes / Math.max(status.totalBytes, 1) : undefined
  }
}

/** What a scene keeps of a file of the library. */
function referenceOf({ id, mime, bytes, width = 1, height = 1 }: LibraryFile['file']) {
  return { id, mime, bytes, width, height }
}
