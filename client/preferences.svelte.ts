import { z } from 'zod'
import { type LanguageCode, language, speak } from './texts/index.ts'

/** How the page looks: as the device wants it, or as the person chose. */
export type Theme = 'system' | 'dark' | 'light'

const Kept = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  language: z.enum(['en', 'de']).optional().catch(undefined),
})

/** Where preferences are shown and kept. */
export interface PreferencesWorld {
  /** The page's root element: carries the theme and the language. */
  readonly root: HTMLElement
  save(value: { readonly theme: Theme; readonly language: LanguageCode }): void
}

/** What a person likes, on this device. */
export class Preferences {
  #theme = $state<Theme>('system')
  readonly #world: PreferencesWorld

  constructor(world: PreferencesWorld, kept: unknown, preferred: LanguageCode) {
    this.#world = world
    const read = Kept.safeParse(kept ?? {}).data
    this.#theme = read?.theme ?? 'system'
    speak(read?.language ?? preferred)
    this.#show()
  }

  get theme(): Theme {
    return this.#theme
  }

  choose(theme: Theme): void {
    this.#theme = theme
    this.#keep()
  }

  speak(code: LanguageCode): void {
    speak(code)
    this.#keep()
  }

  #keep(): void {
    this.#show()
    this.#world.save({ theme: this.#theme, language: language() })
  }

  #show(): void {
    const { root } = this.#world
    root.lang = language()
    if (this.#theme === 'system') delete root.dataset.theme
    else root.dataset.theme = this.#theme
  }
}
