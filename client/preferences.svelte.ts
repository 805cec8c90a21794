import { z } from 'zod'
import { usualVolumes, Volumes } from './sound/index.ts'
import { type LanguageCode, language, speak } from './texts/index.ts'

/** How the page looks: as the device wants it, or as the person chose. */
export type Theme = 'system' | 'dark' | 'light'

const Kept = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  language: z.enum(['en', 'de']).optional().catch(undefined),
  volumes: Volumes.catch(usualVolumes),
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
    readonly volumes: Volumes
    readonly dice: boolean
    readonly weather: boolean
  }): void
}

/** What a person likes, on this device. */
export class Preferences {
  #theme = $state<Theme>('system')
  #volumes = $state.raw<Volumes>(usualVolumes)
  #dice = $state(true)
  #weather = $state(true)
  /** Resolves when the page can speak as this person likes; in English, when it cannot be had. */
  readonly ready: Promise<void>
  readonly #world: PreferencesWorld

  constructor(world: PreferencesWorld, kept: unknown, preferred: LanguageCode) {
    this.#world = world
    const read = Kept.safeParse(kept ?? {}).data
    this.#theme = read?.theme ?? 'system'
    this.#volumes = read?.volumes ?? usualVolumes
    this.#dice = read?.dice ?? true
    this.#weather = read?.weather ?? true
    this.ready = this.#begin(read?.language ?? preferred)
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

  /** How loud music, ambience and effects are here. */
  get volumes(): Volumes {
    return this.#volumes
  }

  setVolumes(volumes: Volumes): void {
    this.#volumes = volumes
    this.#keep()
  }

  choose(theme: Theme): void {
    this.#theme = theme
    this.#keep()
  }

  speak(code: LanguageCode): void {
    void speak(code).then(() => this.#keep())
  }

  async #begin(code: LanguageCode): Promise<void> {
    await speak(code).catch(() => undefined)
    this.#show()
  }

  #keep(): void {
    this.#show()
    this.#world.save({
      theme: this.#theme,
      language: language(),
      volumes: this.#volumes,
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
