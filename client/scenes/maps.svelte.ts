import { createContext } from 'svelte'
import type { AssetStore } from '../assets/index.ts'
import type { Desk } from '../library/index.ts'
import type { StarterMap } from '../starters/index.ts'
import type { MapPicture } from '../table/index.ts'
import type { Notices } from '../ui/index.ts'
import type { LibraryFile, World } from '../world/index.ts'
import type { Device } from './decode-plan.ts'
import { ShownPicture, type PictureState } from './shown-picture.svelte.ts'
import type { FileNotes, MapTaker, Spot, Taking } from './take-maps.ts'

interface MapsOptions {
  readonly world: World
  readonly assets: AssetStore
  readonly desk: Desk
  readonly notices: Notices
  readonly device: Device
}

/** Set once, in SessionScreen.svelte. */
export const [useMaps, provideMaps] = createContext<Maps>()

/** Keeps the open scene's picture ready to draw, and has map files and pictures taken in; how is fetched when one comes. */
export class Maps {
  readonly #options: MapsOptions
  readonly #shown: ShownPicture
  #taking = $state.raw<Taking>()
  #notes = $state.raw<FileNotes>()
  #spotInView: () => Spot | undefined = () => undefined
  #taker: Promise<MapTaker> | undefined

  constructor(options: MapsOptions) {
    this.#options = options
    this.#shown = new ShownPicture(options)
  }

  /** The file on its way in, if any. */
  get taking(): Taking | undefined {
    return this.#taking
  }
  /** What is to be read of a file, while it is being read. */
  get notes(): FileNotes | undefined {
    return this.#notes
  }
  get state(): PictureState {
    return this.#shown.state
  }
  /** How much of the open scene's picture the relay has, while it is being sent. */
  get sending(): number | undefined {
    return this.#shown.sending
  }
  /** The picture of the open scene as the map draws it. */
  get picture(): MapPicture | undefined {
    return this.#shown.picture
  }

  /** Follows the open scene's picture; what is placed without a place goes where the person looks. The answer stops that. */
  follow(spotInView: () => Spot | undefined): () => void {
    this.#spotInView = spotInView
    return this.#shown.follow()
  }

  /** Gives up on the file on its way in. */
  cancel(): void {
    void this.#taker?.then((taker) => taker.cancel())
  }

  closeNotes(): void {
    this.#notes = undefined
  }

  /** Takes a file in as the map of the open scene, or as a new scene that is prepared unseen. */
  async take(file: File, where: 'here' | 'newScene'): Promise<void> {
    await (await this.#fetched()).take(file, where)
  }

  /** Takes in what was dropped at a spot, or pasted, as what it most likely is; the other is one click away. */
  async receive(file: File, spot?: Spot): Promise<void> {
    await (await this.#fetched()).receive(file, spot)
  }

  /** Lays a picture of the library under the open scene, or under a new one that is prepared unseen. */
  async lay(file: LibraryFile, where: 'here' | 'newScene'): Promise<void> {
    await (await this.#fetched()).lay(file, where)
  }

  /** Puts a picture of the library on the map as a token, where it was dropped or else where the person looks. */
  async place(file: LibraryFile, how: { hidden?: boolean; spot?: Spot } = {}): Promise<void> {
    const spot = how.spot ?? this.#spotInView()
    ;(await this.#fetched()).place(file, how.hidden === true, spot)
  }

  /** Prepares a map that ships with the table as a scene, over its drawing. */
  async prepare(name: string, map: StarterMap, file: LibraryFile): Promise<void> {
    await (await this.#fetched()).prepare(name, map, file)
  }

  #fetched(): Promise<MapTaker> {
    this.#taker ??= import('./take-maps.ts').then(
      ({ MapTaker }) =>
        new MapTaker({
          ...this.#options,
          spotInView: () => this.#spotInView(),
          onTaking: (taking) => (this.#taking = taking),
          onNotes: (notes) => (this.#notes = notes),
        }),
    )
    return this.#taker
  }
}
