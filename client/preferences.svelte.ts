import { z } from 'zod'
import { type LanguageCode, language, speak } from './texts/index.ts'

/** How the page looks: as the device wants it, or as the person chose. */
export type Theme = 'system' | 'dark' | 'light'

const Kept = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  language: z.enum(['en', 'de']).optional().catch(undefined),
  dice: z.boolean().catch(true),
  weather: z.boolean().catch(true),
})

/** Where preferences are shown and kept. */
export interface PreferencesWorld {
  /** The page's root element: carries the theme and the language. */
  readonly root: HTMLElement
  save(value: {
    readonly theme: Theme
    readonly language: LanguageCode
    readonly dice: boolean
    readonly weather: boolean
  }): void
}

/** What a person likes, on this device. */
export class Preferences {
  #theme = $state<Theme>('system')
  #dice = $state(true)
  #weather = $state(true)
  readonly #world: PreferencesWorld

  constructor(world: PreferencesWorld, kept: unknown, preferred: LanguageCode) {
    this.#world = world
    const read = Kept.safeParse(kept ?? {}).data
    this.#theme = read?.theme ?? 'system'
    this.#dice = read?.dice ?? true
    this.#weather = read?.weather ?? true
    speak(read?.language ?? preferred)
    this.#show()
  }

  get theme(): Theme {
    return this.#theme
  }

  /** Whether dice tumble over the map. */
  get dice(): boolean {
    return this.#dice
  }
  /** Whether rain, snow and mist are shown. */
  get weather(): boolean {
    return this.#weather
  }

  tumble(isOn: boolean): void {
    this.#dice = isOn
    this.#keep()
  }

  showWeather(isOn: boolean): void {
    this.#weather = isOn
    this.#keep()
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
    this.#world.save({
      theme: this.#theme,
      language: language(),
      dice: this.#dice,
      weather: this.#weather,
    })
  }

  #show(): void {
    const { root } = this.#world
    root.lang = language()
    if (this.#theme === 'system') delete root.dataset.theme
    else root.dataset.theme = this.#theme
  }
}
