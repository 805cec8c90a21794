/** An error that nobody expected, as the diagnostics show it. */
export interface CaughtError {
  /** Ms since 1970. */
  readonly at: number
  readonly sentence: string
}

const kept = 50

/** What went wrong in this tab without stopping it; kept for the details and a bug report. */
export class Diagnostics {
  #caught = $state.raw<readonly CaughtError[]>([])
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  get caught(): readonly CaughtError[] {
    return this.#caught
  }

  /** Takes note of an error; the same one said twice in a row is noted once. */
  note(error: unknown): void {
    const sentence = describe(error).slice(0, 500)
    if (this.#caught.at(-1)?.sentence === sentence) return
    this.#caught = [...this.#caught, { at: this.#now(), sentence }].slice(-kept)
  }
}

function describe(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`
  return typeof error === 'string' ? error : 'An error without a message.'
}
