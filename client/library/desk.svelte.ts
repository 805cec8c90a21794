import { createContext } from 'svelte'
import type { AssetStore } from '../assets/index.ts'
import { say } from '../texts/index.ts'
import type { Notices } from '../ui/index.ts'
import type { FileKind, LibraryFile, World } from '../world/index.ts'
import type { Incoming } from './keep-file.ts'

/** What the library is open for: to look around, or to choose a file for something. */
export type Request =
  | { readonly type: 'closed' }
  | {
      readonly type: 'looking'
      readonly tab: 'files' | 'starters'
      /** The file whose card is shown at first. */
      readonly file?: string | undefined
    }
  | {
      readonly type: 'choosing'
      readonly kind: FileKind
      readonly title: string
      readonly onchoose: (file: LibraryFile) => void
    }

/** A file that is being taken in. */
export interface Task {
  readonly id: number
  readonly name: string
  readonly fraction: number
  readonly cancel: () => void
}

/** Where files that are taken in belong. */
export interface Filing {
  readonly folder: string
  /** Only the GM's so far; left out, a GM's files are theirs and a player's are everyone's. */
  readonly secret?: boolean
}

/** What came of a file, for whoever wants to use it. */
export type Kept =
  | { readonly type: 'kept'; readonly file: LibraryFile }
  | { readonly type: 'refused'; readonly because: string }

interface DeskOptions {
  readonly world: World
  readonly assets: AssetStore
  readonly notices: Notices
}

/** What does not pass by itself soon. */
const lasting: readonly string[] = ['roomFull', 'diskFull', 'tooLarge', 'notAllowed']

/** Set once, in SessionScreen.svelte. */
export const [useDesk, provideDesk] = createContext<Desk>()

/** The way to the library from everywhere: opens it, lets a file be chosen, and takes files in. */
export class Desk {
  readonly world: World
  readonly assets: AssetStore
  readonly #notices: Notices
  #request = $state.raw<Request>({ type: 'closed' })
  #tasks = $state.raw<readonly Task[]>([])
  #next = 1

  constructor({ world, assets, notices }: DeskOptions) {
    this.world = world
    this.assets = assets
    this.#notices = notices
  }

  get request(): Request {
    return this.#request
  }
  get tasks(): readonly Task[] {
    return this.#tasks
  }

  open(tab: 'files' | 'starters' = 'files', file?: string): void {
    this.#request = { type: 'looking', tab, file }
  }

  /** Says once of each reason when the relay takes no more files; the answer stops that. */
  follow(): () => void {
    let said: readonly string[] = []
    return this.assets.onStatus((id) => {
      const status = this.assets.status(id)
      const reason = status.state === 'device' ? status.reason : undefined
      if (reason === undefined || said.includes(reason) || !lasting.includes(reason)) return
      said = [...said, reason]
      this.#notices.say(say('library.waits'), {
        tone: 'caution',
        action: { label: say('library.whyWaits'), run: () => this.open() },
      })
    })
  }

  /** Opens the library to choose one file; nothing is told when it is closed without. */
  choose(kind: FileKind, title: string, onchoose: (file: LibraryFile) => void): void {
    this.#request = { type: 'choosing', kind, title, onchoose }
  }

  /** Answers a choice with that file, and closes; false when nothing is to be chosen. */
  answer(file: LibraryFile): boolean {
    const request = this.#request
    if (request.type !== 'choosing') return false
    this.close()
    request.onchoose(file)
    return true
  }

  close(): void {
    this.#request = { type: 'closed' }
  }

  /** Takes files in, one after the other; what cannot be read is said. Answers those that are in the library now. */
  async take(files: Iterable<File>, filing: Filing): Promise<readonly LibraryFile[]> {
    const kept: LibraryFile[] = []
    for (const file of files) {
      const answer = await this.#takeOne(file, filing)
      if (answer?.type === 'kept') kept.push(answer.file)
      if (answer?.type === 'refused') this.#notices.say(answer.because, { tone: 'caution' })
    }
    return kept
  }

  /** Keeps one file without a word; rejects when it is aborted or cannot be read. */
  async keep(incoming: Incoming): Promise<Kept> {
    const { keepFile } = await import('./keep-file.ts')
    return keepFile(this, incoming)
  }

  async #takeOne(file: File, filing: Filing): Promise<Kept | undefined> {
    const stopping = new AbortController()
    const id = this.#next++
    const cancel = () => stopping.abort()
    this.#tasks = [...this.#tasks, { id, name: file.name, fraction: 0, cancel }]
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      return await this.keep({
        name: file.name,
        mime: file.type,
        bytes,
        filing,
        signal: stopping.signal,
        onProgress: (fraction) => {
          this.#tasks = this.#tasks.map((task) => (task.id === id ? { ...task, fraction } : task))
        },
      })
    } catch (error) {
      if (stopping.signal.aborted) return undefined
      const because = error instanceof Error ? error.message : say('library.unreadable', file.name)
      return { type: 'refused', because }
    } finally {
      this.#tasks = this.#tasks.filter((task) => task.id !== id)
    }
  }
}
