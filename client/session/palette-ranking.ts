/** One thing the command palette can reach. */
export interface Command {
  readonly id: string
  readonly name: string
  /** What sort of thing it is, as shown beside the name. */
  readonly kind: string
  /** A shortcut or a line of explanation. */
  readonly hint?: string
  run(): void
}

/** The commands that fit what was typed, best first; all in their order when nothing was typed. */
export function rankCommands(
  typed: string,
  commands: readonly Command[],
  limit: number,
): readonly Command[] {
  const wanted = fold(typed)
  if (wanted === '') return commands.slice(0, limit)
  return commands
    .map((command, index) => ({ command, index, score: score(wanted, command) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, limit)
    .map(({ command }) => command)
}

function score(wanted: string, { name, kind }: Command): number {
  const folded = fold(name)
  if (folded === wanted) return 100
  if (folded.startsWith(wanted)) return 80
  const words = folded.split(/\s+/)
  if (words.some((word) => word.startsWith(wanted))) return 60
  const both = `${folded} ${fold(kind)}`
  const parts = wanted.split(/\s+/)
  if (parts.every((part) => both.split(/\s+/).some((word) => word.startsWith(part)))) return 50
  if (folded.includes(wanted)) return 40
  return isSubsequence(wanted.replaceAll(/\s/g, ''), folded) ? 10 : 0
}

function isSubsequence(wanted: string, text: string): boolean {
  let reached = 0
  for (const character of text) {
    if (character === wanted[reached]) reached += 1
  }
  return reached === wanted.length
}

function fold(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
}
