/** The tokens that were copied last on this page, by id. */
export interface TokenClipboard {
  readonly ids: readonly string[]
  keep(tokens: readonly string[]): void
}

function createTokenClipboard(): TokenClipboard {
  let ids = $state.raw<readonly string[]>([])
  return {
    get ids() {
      return ids
    },
    keep: (tokens) => (ids = [...tokens]),
  }
}

/** One for the page, as a person has one clipboard. */
export const copied = createTokenClipboard()
