/** At most two letters that stand for a name; a question mark for none. */
export function initials(name: string): string {
  const words = name.trim().slice(0, 200).split(/\s+/u)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  const text = letters.map((word) => [...(word ?? '')][0] ?? '').join('')
  return text === '' ? '?' : text.toLocaleUpperCase()
}
