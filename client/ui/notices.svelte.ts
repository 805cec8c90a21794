/** One sentence for the person, with at most one thing to do about it. */
export interface Notice {
  readonly id: number
  readonly sentence: string
  readonly tone: 'plain' | 'good' | 'caution' | 'danger'
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** What is being said at the moment, newest last; at most three at a time. */
export class Notices {
  #next = 1
  #current = $state.raw<readonly Notice[]>([])

  get current(): readonly Notice[] {
    return this.#current
  }

  /** The same sentence said again replaces itself. */
  say(sentence: string, options: Partial<Omit<Notice, 'id' | 'sentence'>> = {}): void {
    const others = this.#current.filter((notice) => notice.sentence !== sentence)
    const notice: Notice = { tone: 'plain', ...options, sentence, id: this.#next++ }
    this.#current = [...others, notice].slice(-3)
  }

  dismiss(id: number): void {
    this.#current = this.#current.filter((notice) => notice.id !== id)
  }
}
