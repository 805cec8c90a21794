import type { Excerpt } from '../search/index.ts'

/** One thing the command palette can reach. */
export interface Command {
  readonly id: string
  readonly name: string
  /** What sort of thing it is, as shown beside the name. */
  readonly kind: string
  /** A shortcut or a line of explanation. */
  readonly hint?: string
  /** The words in which it was found. */
  readonly excerpt?: Excerpt
  run(): void
}

/** The commands that fit what was typed, best first. */
export interface Ranked {
  /** Those that are called so; all in their order when nothing was typed. */
  readonly named: readonly Command[]
  /** Those that have its letters in this order. */
  readonly guessed: readonly Command[]
}

export function rankCommands(typed: string, commands: readonly Command[]): Ranked {
  const wanted = fold(typed)
  if (wanted === '') return { named: commands, guessed: [] }
  const fitting = commands
    .map((command, index) => ({ command, index, score: score(wanted, command) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.index - right.index)
  const of = (some: typeof fitting) => some.map(({ command }) => command)
  return {
    named: of(fitting.filter(({ score }) => score > guess)),
    guessed: of(fitting.filter(({ score }) => score <= guess)),
  }
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
  return isSubsequence(wanted.replaceAll(/\s/g, ''), folded) ? guess : 0
}

const guess = 10

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
