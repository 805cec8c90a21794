import type { Json, RuleDocument } from '#crdt-rules'
import { deedsIn } from './deed-log.ts'
import { ruleOf, type Deed } from './game.ts'

/** A deed, and what its author's document knew then. */
export interface Witnessed {
  readonly deed: Deed
  readonly seen: ReadonlySet<string>
}

/** What is wrong with the values of a document in the end, given the deeds that are in its log; empty when nothing is. */
export function judge(game: RuleDocument, witnessed: readonly Witnessed[]): readonly string[] {
  const present = new Set(deedsIn(game))
  const done = witnessed.filter(({ deed }) => present.has(deed.id))
  return [...groupByPath(done)].flatMap(([path, deeds]) => judgePath(game, path, deeds) ?? [])
}

/** What is wrong with the log of a document: a deed that is there twice, or one that must be there and is not. */
export function judgeLog(game: RuleDocument, safe: readonly string[]): readonly string[] {
  const known = deedsIn(game)
  const present = new Set(known)
  const wrongs = safe.filter((id) => !present.has(id)).map((id) => `Deed ${id} is lost.`)
  return present.size === known.length ? wrongs : ['A deed is in the log twice.', ...wrongs]
}

function judgePath(
  game: RuleDocument,
  path: string,
  deeds: readonly Witnessed[],
): string | undefined {
  switch (ruleOf(path)) {
    case 'sum':
      return expectValue(game, path, sum(deeds))
    case 'hitPoints':
      return expectValue(game, path, hitPoints(deeds))
    case 'set':
      return expectValue(game, path, survivors(deeds))
    case 'highest':
      return expectValue(game, path, Math.max(...newest(deeds).map(valueOf)))
    case 'newest': {
      const candidates = newest(deeds).map(valueOf)
      const siblings = game.inspect(path).siblings.map(({ value }) => Number(value))
      return sameNumbers(candidates, siblings)
        ? undefined
        : `${path} holds ${siblings.join(', ')}; written apart were ${candidates.join(', ')}.`
    }
    case 'life':
      return game.exists(path) ? `${path} was deleted and lives.` : undefined
  }
}

function expectValue(game: RuleDocument, path: string, expected: Json): string | undefined {
  const view = game.read(path)
  const shown = Array.isArray(expected) ? elementsOf(view) : view
  if (JSON.stringify(shown) === JSON.stringify(expected)) return undefined
  return `${path} is ${JSON.stringify(view)} and should be ${JSON.stringify(expected)}.`
}

function elementsOf(view: Json | undefined): readonly string[] {
  return Array.isArray(view) ? view.map(String).sort() : []
}

function sum(deeds: readonly Witnessed[]): number {
  return deeds.reduce((total, each) => total + valueOf(each), 0)
}

/** The least of the absolute writes that nobody wrote over, each with every addition it had not seen. */
function hitPoints(deeds: readonly Witnessed[]): number {
  const sets = newest(deeds.filter(({ deed }) => deed.edit.type === 'set'))
  const additions = deeds.filter(({ deed }) => deed.edit.type === 'add')
  if (sets.length === 0) return sum(additions)
  return Math.min(
    ...sets.map(
      (set) => valueOf(set) + sum(additions.filter(({ deed }) => !set.seen.has(deed.id))),
    ),
  )
}

/** Elements that somebody put and nobody who knew of it took. */
function survivors(deeds: readonly Witnessed[]): Json {
  const alive = deeds.filter(({ deed: put }) => {
    const { edit } = put
    if (edit.type !== 'put') return false
    return !deeds.some(
      ({ deed, seen }) =>
        deed.edit.type === 'take' && deed.edit.element === edit.element && seen.has(put.id),
    )
  })
  const elements = alive.flatMap(({ deed }) =>
    deed.edit.type === 'put' ? [deed.edit.element] : [],
  )
  return [...new Set(elements)].sort()
}

/** The writes that no other write had seen. */
function newest(deeds: readonly Witnessed[]): readonly Witnessed[] {
  return deeds.filter(({ deed }) => !deeds.some(({ seen }) => seen.has(deed.id)))
}

function valueOf({ deed: { edit } }: Witnessed): number {
  return edit.type === 'add' || edit.type === 'set' ? edit.value : 0
}

function sameNumbers(left: readonly number[], right: readonly number[]): boolean {
  const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b).join()
  return sorted(left) === sorted(right)
}

function groupByPath(deeds: readonly Witnessed[]): ReadonlyMap<string, readonly Witnessed[]> {
  const groups = new Map<string, Witnessed[]>()
  for (const each of deeds) {
    const group = groups.get(each.deed.path) ?? []
    group.push(each)
    groups.set(each.deed.path, group)
  }
  return groups
}
