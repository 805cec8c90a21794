import { createContext } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { AssetId, AssetStore } from '../assets/index.ts'
import { fileOfArt } from '../world/index.ts'
import { squareOf } from './square-of.ts'

/** A file's picture for the page: an address that only this page knows, or why there is none. */
export type PageFile =
  | { readonly state: 'coming'; readonly fraction: number }
  | { readonly state: 'here'; readonly url: string }
  | { readonly state: 'missing'; readonly sentence: string }

/** Set once, in SessionScreen.svelte. */
export const [usePictures, providePictures] = createContext<Pictures>()

interface PicturesOptions {
  readonly assets: AssetStore
  /** Makes an address of a blob, and lets go of one. */
  readonly addresses: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>
  /** Said of a file that is no picture after all. */
  readonly undecodable: () => string
}

/** Fetched at once, so that a map with many faces is not waited for by everything else. */
const MOST_AT_ONCE = 4
const MOST_ROUNDS = 300
const MOST_FILES = 120

/** The pictures of files as screens need them: whole for the page, small and square for tokens. Each is fetched once. */
export class Pictures {
  readonly #options: PicturesOptions
  readonly #files = new SvelteMap<AssetId, PageFile>()
  readonly #roundUrls = new SvelteMap<AssetId, string>()
  readonly #rounds = new Map<AssetId, ImageBitmap>()
  readonly #wanted = new Set<AssetId>()
  readonly #failed = new Set<AssetId>()
  readonly #isFetching = new Set<AssetId>()
  readonly #listeners = new Set<() => void>()
  readonly #stopping = new AbortController()
  readonly #waiting: (() => Promise<void>)[] = []
  #running = 0

  constructor(options: PicturesOptions) {
    this.#options = options
    const end = options.assets.onStatus((id) => this.#retry(id))
    this.#stopping.signal.addEventListener('abort', end)
  }

  /** The picture a token wears, square; undefined for drawn art and while it is on its way. For the canvas. */
  round(art: string): ImageBitmap | undefined {
    const id = fileOfArt(art)
    if (id === undefined) return undefined
    const known = this.#rounds.get(id)
    if (known === undefined) this.#want(id)
    return known
  }

  /** The same as an address for the page. Live. */
  roundUrl(art: string): string | undefined {
    const id = fileOfArt(art)
    if (id === undefined) return undefined
    const known = this.#roundUrls.get(id)
    if (known === undefined) this.#want(id)
    return known
  }

  /** Tells when another token picture is here. */
  onRound(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A whole file as an address for the page. Live. */
  file(id: AssetId): PageFile {
    const known = this.#files.get(id)
    if (known !== undefined) return known
    if (!this.#isFetching.has(id)) {
      this.#isFetching.add(id)
      this.#queue(() => this.#fetchFile(id))
    }
    return { state: 'coming', fraction: 0 }
  }

  /** Lets go of everything. */
  close(): void {
    this.#stopping.abort()
    for (const file of this.#files.values()) {
      if (file.state === 'here') this.#options.addresses.revokeObjectURL(file.url)
    }
    for (const url of this.#roundUrls.values()) this.#options.addresses.revokeObjectURL(url)
    for (const bitmap of this.#rounds.values()) bitmap.close()
    this.#rounds.clear()
  }

  #want(id: AssetId): void {
    if (this.#wanted.has(id)) return
    this.#wanted.add(id)
    this.#queue(() => this.#fetchRound(id))
  }

  #queue(work: () => Promise<void>): void {
    this.#waiting.push(work)
    // Not at once: whoever asks may be in the middle of working something out.
    queueMicrotask(() => this.#next())
  }

  #next(): void {
    if (this.#running >= MOST_AT_ONCE || this.#stopping.signal.aborted) return
    const work = this.#waiting.shift()
    if (work === undefined) return
    this.#running += 1
    void work()
      .catch(() => undefined)
      .finally(() => {
        this.#running -= 1
        this.#next()
      })
  }

  async #fetchRound(id: AssetId): Promise<void> {
    const { assets, addresses } = this.#options
    const { signal } = this.#stopping
    const answer = await assets.get(id, { signal })
    if (answer.type !== 'got') {
      if (answer.type !== 'damaged') this.#failed.add(id)
      return
    }
    const { bitmap, blob } = await squareOf(answer.blob)
    if (signal.aborted) return bitmap.close()
    this.#rounds.set(id, bitmap)
    this.#roundUrls.set(id, addresses.createObjectURL(blob))
    this.#dropOldRounds()
    for (const listener of this.#listeners) listener()
  }

  async #fetchFile(id: AssetId): Promise<void> {
    const { assets, addresses, undecodable } = this.#options
    const { signal } = this.#stopping
    const answer = await assets.get(id, {
      signal,
      onProgress: (fraction) => this.#files.set(id, { state: 'coming', fraction }),
    })
    if (signal.aborted) return
    this.#isFetching.delete(id)
    if (answer.type !== 'got') {
      this.#failed.add(id)
      this.#files.set(id, { state: 'missing', sentence: answer.sentence })
    } else if (!/^(?:image|audio)\//.test(answer.blob.type)) {
      this.#files.set(id, { state: 'missing', sentence: undecodable() })
    } else {
      this.#files.set(id, { state: 'here', url: addresses.createObjectURL(answer.blob) })
      this.#dropOldFiles()
    }
  }

  /** What was not to be had may be there now: who still looks at it asks again. */
  #retry(id: AssetId): void {
    if (!this.#failed.has(id) || this.#options.assets.status(id).state === 'missing') return
    this.#failed.delete(id)
    if (this.#files.get(id)?.state === 'missing') this.#files.delete(id)
    if (!this.#wanted.delete(id)) return
    this.#roundUrls.delete(id)
    for (const listener of this.#listeners) listener()
  }

  #dropOldRounds(): void {
    for (const [id, bitmap] of this.#rounds) {
      if (this.#rounds.size <= MOST_ROUNDS) return
      bitmap.close()
      this.#rounds.delete(id)
      this.#options.addresses.revokeObjectURL(this.#roundUrls.get(id) ?? '')
      this.#roundUrls.delete(id)
      this.#wanted.delete(id)
    }
  }

  #dropOldFiles(): void {
    for (const [id, file] of this.#files) {
      if (this.#files.size <= MOST_FILES) return
      if (file.state === 'here') this.#options.addresses.revokeObjectURL(file.url)
      this.#files.delete(id)
    }
  }
}
