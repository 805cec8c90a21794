import type { AssetStatus, AssetStore } from '../assets/index.ts'
import type { MapPicture } from '../table/index.ts'
import { say } from '../texts/index.ts'
import type { ScenePicture, World } from '../world/index.ts'
import type { DecodedPicture } from './decode-picture.ts'
import type { Device } from './decode-plan.ts'

/** How it stands with the picture of the open scene. */
export type PictureState =
  | { readonly type: 'none' | 'here' }
  | { readonly type: 'coming'; readonly fraction: number }
  | { readonly type: 'missing'; readonly sentence: string }

interface ShownPictureOptions {
  readonly world: World
  readonly assets: AssetStore
  readonly device: Device
}

/** The picture of the open scene: fetched, decoded and kept ready to draw. */
export class ShownPicture {
  readonly #options: ShownPictureOptions
  #state = $state.raw<PictureState>({ type: 'none' })
  #decoded = $state.raw<DecodedPicture>()
  #sending = $state<number>()
  #shown: string | undefined
  #stop = new AbortController()

  constructor(options: ShownPictureOptions) {
    this.#options = options
  }

  get state(): PictureState {
    return this.#state
  }
  /** How much of it the relay has, while it is being sent. */
  get sending(): number | undefined {
    return this.#sending
  }

  /** As the map draws it. */
  get picture(): MapPicture | undefined {
    const placed = this.#options.world.scene?.picture
    if (placed === undefined || this.#decoded === undefined) return undefined
    const { x, y, width, height } = placed
    const { sizes, parts } = this.#decoded
    return { x, y, width, height, sizes, ...(parts && { parts }) }
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
      this.#letGo()
      this.#shown = undefined
    }
  }

  #letGo(): void {
    this.#decoded?.close()
    this.#decoded = undefined
  }

  async #show(placed: ScenePicture | undefined): Promise<void> {
    const id = placed?.asset.id
    if (id === this.#shown) return
    this.#shown = id
    this.#stop.abort()
    this.#letGo()
    this.#sending = undefined
    if (placed === undefined || id === undefined) {
      this.#state = { type: 'none' }
      return
    }
    const stop = new AbortController()
    this.#stop = stop
    this.#state = { type: 'coming', fraction: 0 }
    const { assets, device } = this.#options
    const decoding = import('./decode-picture.ts')
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
      const { decodePicture } = await decoding
      const decoded = await decodePicture(answer.blob, { width, height }, device)
      if (stop.signal.aborted) return decoded.close()
      this.#decoded = decoded
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
