/** Lower case without accents, and as long as it was, so that places in it are places in the text. */
export function fold(text: string): string {
  const plain = text.replace(beyondAscii, plainOf)
  const lower = plain.toLowerCase()
  return lower.length === text.length ? lower : plain.replace(/[A-Z]+/g, (run) => run.toLowerCase())
}

/** The words that were typed, folded: all of them must be found. */
export function termsOf(typed: string): readonly string[] {
  return fold(typed.normalize('NFC')).split(/\s+/).filter(Boolean)
}

const known = new Map<string, string>()

function plainOf(letter: string): string {
  const before = known.get(letter)
  if (before !== undefined) return before
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const plain = bare.length === letter.length ? bare : letter
  known.set(letter, plain)
  return plain
}

const beyondAscii = /\P{ASCII}/gu
