import type { Desk } from '../library/index.ts'
import type { StarterMap } from '../starters/index.ts'
import { say, sayLine } from '../texts/index.ts'
import type { Notices } from '../ui/index.ts'
import {
  artOfFile,
  mapOfPlan,
  type Answer,
  type LibraryFile,
  type NewMap,
  type World,
} from '../world/index.ts'
import { becomesOf, lacksPicture, underlayOf } from './becomes.ts'
import { looksOf } from './picture-looks.ts'
import { planOfPicture, readMapFile, type MapFilePicture, type ReadMap } from './read-map-file.ts'

/** A file that is being taken in. */
export interface Taking {
  readonly name: string
  readonly step: 'reading' | 'keeping'
  readonly fraction: number
}

/** What a map file lacked or was left out of it, a sentence each, what matters most first. */
export interface FileNotes {
  readonly name: string
  readonly sentences: readonly string[]
}

/** Where on the map something is put, in cells. */
export interface Spot {
  readonly x: number
  readonly y: number
}

interface MapTakerOptions {
  readonly world: World
  readonly desk: Desk
  readonly notices: Notices
  readonly spotInView: () => Spot | undefined
  readonly onTaking: (taking: Taking | undefined) => void
  readonly onNotes: (notes: FileNotes) => void
}

type TakenMap = Extract<ReadMap, { readonly type: 'map' }>
type Asset = ReturnType<typeof referenceOf>

/** Takes map files and pictures in, as a map, as the picture of one, or as a token. */
export class MapTaker {
  readonly #options: MapTakerOptions
  #isTaking = false
  #stopTaking = new AbortController()

  constructor(options: MapTakerOptions) {
    this.#options = options
  }

  /** Gives up on the file on its way in. */
  cancel(): void {
    this.#stopTaking.abort()
  }

  /** Takes a file in as the map of the open scene, or as a new scene that is prepared unseen. */
  async take(file: File, where: 'here' | 'newScene'): Promise<void> {
    await this.#read(file, async (read, asset) => {
      const map = mapOf(read, asset)
      return where === 'here' && asset !== undefined && read.isBare && this.#lacksPicture
        ? this.#underlay(read.name, asset, map)
        : this.#use(read.name, map, where)
    })
  }

  /** Takes in what was dropped at a spot, or pasted, as what it most likely is; the other is one click away. */
  async receive(file: File, spot?: Spot): Promise<void> {
    await this.#read(file, async (read, asset, isCutOut) => {
      const { world } = this.#options
      const { picture } = read
      const map = mapOf(read, asset)
      if (asset === undefined || picture === undefined || !read.isBare) {
        return this.#use(read.name, map, 'here')
      }
      switch (becomesOf({ ...picture, name: file.name, isCutOut }, world.scene)) {
        case 'underlay':
          return this.#underlay(read.name, asset, map)
        case 'token':
          return this.#offer(
            this.#putToken(read.name, asset, spot, false),
            say('map.isToken', read.name),
            say('map.useAsMap'),
            () => void this.#use(read.name, map, 'here'),
          )
        case 'map':
          return this.#offer(
            world.mapVerbs.setMap(map),
            say('map.taken', read.name),
            say('map.useAsToken'),
            () => this.#tell(this.#putToken(read.name, asset, spot, false)),
          )
      }
    })
  }

  /** Lays a picture of the library under the open scene, or under a new one that is prepared unseen. */
  async lay({ name, file }: LibraryFile, where: 'here' | 'newScene'): Promise<void> {
    const { width = 1, height = 1 } = file
    const plan = planOfPicture(name, width, height)
    const { columns, rows } = plan.size
    const asset = referenceOf(file)
    const map = mapOfPlan(plan, { asset, x: 0, y: 0, width: columns, height: rows })
    if (where === 'here' && this.#lacksPicture) this.#underlay(name, asset, map)
    else await this.#use(name, map, where)
  }

  /** Puts a picture of the library on the map as a token. */
  place({ name, file }: LibraryFile, hidden: boolean, spot: Spot | undefined): void {
    const answer = this.#putToken(name, referenceOf(file), spot, hidden)
    const told = say(hidden ? 'compendium.placedHidden' : 'compendium.placed', name)
    this.#offer(answer, told, say('top.undo'))
  }

  /** Prepares a map that ships with the table as a scene, over its drawing. */
  async prepare(name: string, map: StarterMap, { file }: LibraryFile): Promise<void> {
    const { columns, rows, walls, doors, lamps, ambient } = map
    const picture = { asset: referenceOf(file), x: 0, y: 0, width: columns, height: rows }
    const parts = { columns, rows, walls, doors, lamps, ambient, picture, grid: 'square' } as const
    await this.#use(name, parts, 'newScene')
  }

  /** Reads a file and keeps its picture, then has it used; whatever is wrong with it is said. */
  async #read(
    file: File,
    use: (read: TakenMap, asset: Asset | undefined, isCutOut: boolean) => Promise<void> | void,
  ): Promise<void> {
    const { notices, onTaking } = this.#options
    if (this.#isTaking) return notices.say(say('map.busy'), { tone: 'caution' })
    this.#isTaking = true
    onTaking({ name: file.name, step: 'reading', fraction: 0 })
    this.#stopTaking = new AbortController()
    try {
      const read = readMapFile(file.name, new Uint8Array(await file.arrayBuffer()))
      if (read.type === 'refused') return notices.say(read.because, { tone: 'caution' })
      const { picture } = read
      const looks = picture && (await looksOf(picture.bytes, picture.mime))
      const isBroken = picture !== undefined && looks === undefined
      if (isBroken && read.isBare) throw new Error('This browser cannot read the picture.')
      const kept = picture && looks && (await this.#keep(file.name, picture))
      if (typeof kept === 'string') return notices.say(kept, { tone: 'caution' })
      await use(read, kept, looks?.isCutOut === true)
      this.#sayNotes(read.name, [...(isBroken ? [say('map.pictureBroken')] : []), ...read.notes])
    } catch {
      if (this.#stopTaking.signal.aborted) return
      notices.say(say('map.unreadable', file.name), { tone: 'caution' })
    } finally {
      this.#isTaking = false
      onTaking(undefined)
    }
  }

  #sayNotes(name: string, sentences: readonly string[]): void {
    const { notices, onNotes } = this.#options
    const [first, ...more] = sentences
    if (first === undefined) return
    const run = () => onNotes({ name, sentences })
    const action = { label: say('map.allNotes', sentences.length), run }
    notices.say(first, { tone: 'caution', ...(more.length > 0 && { action }) })
  }

  get #lacksPicture(): boolean {
    const { scene } = this.#options.world
    return scene !== undefined && lacksPicture(scene)
  }

  #underlay(name: string, asset: Asset, map: NewMap): void {
    const { world, notices } = this.#options
    const { scene } = world
    if (scene === undefined) return
    const answer = world.mapVerbs.setPicture({ asset, ...underlayOf(scene, asset) })
    this.#tell(answer)
    if (answer.type === 'refused') return
    const run = () => this.#tell(world.mapVerbs.setMap(map))
    notices.say(say('map.underlaid', name), { action: { label: say('map.replaceAll'), run } })
  }

  #putToken(name: string, { id }: Asset, at: Spot | undefined, hidden: boolean): Answer {
    const { world, spotInView } = this.#options
    const { columns = 1, rows = 1 } = world.scene ?? {}
    const spot = at ?? spotInView() ?? { x: columns / 2, y: rows / 2 }
    const x = Math.min(Math.max(Math.floor(spot.x), 0), columns - 1)
    const y = Math.min(Math.max(Math.floor(spot.y), 0), rows - 1)
    const made = world.addPicture({ name, art: artOfFile(id) }, { x, y }, { hidden })
    return made.type === 'refused' ? made : { type: 'done' }
  }

  /** Says what was done with one way back: it is undone, and the other is done if there is one. */
  #offer(answer: Answer, sentence: string, label: string, instead?: () => void): void {
    const { world, notices } = this.#options
    if (answer.type === 'refused') return this.#tell(answer)
    const run = () => {
      world.undo()
      instead?.()
    }
    notices.say(sentence, { action: { label, run } })
    const notice = notices.current.at(-1)
    // What is undone is the newest deed: after another one it is no longer this.
    const stop = world.on('undo', () => {
      stop()
      if (notice !== undefined) notices.dismiss(notice.id)
    })
  }

  async #use(name: string, map: NewMap, where: 'here' | 'newScene'): Promise<void> {
    const { world, notices } = this.#options
    const answer =
      where === 'here' ? world.mapVerbs.setMap(map) : await world.sceneVerbs.createScene(name, map)
    this.#tell(answer)
    if (answer.type === 'done') notices.say(say('map.taken', name))
  }

  #tell(answer: Answer): void {
    if (answer.type === 'refused') {
      this.#options.notices.say(sayLine(answer.because), { tone: 'caution' })
    }
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
      onProgress: (fraction) => this.#options.onTaking({ name, step: 'keeping', fraction }),
    })
    return kept.type === 'refused' ? kept.because : referenceOf(kept.file.file)
  }
}

function mapOf({ plan }: TakenMap, asset: Asset | undefined): NewMap {
  const { columns: width, rows: height } = plan.size
  return mapOfPlan(plan, asset && { asset, x: 0, y: 0, width, height })
}

/** What a scene keeps of a file of the library. */
function referenceOf({ id, mime, bytes, width = 1, height = 1 }: LibraryFile['file']) {
  return { id, mime, bytes, width, height }
}
