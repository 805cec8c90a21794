import { countStars, existenceSegment, fillPattern, indexPatterns, overlap } from './pattern.ts'
import type { Rule } from './rule.ts'
import { existence } from './rules/existence.ts'
import { lww } from './rules/lww.ts'

/** Which rule claims which path. */
export interface RuleSet {
  readonly byPattern: Readonly<Record<string, Rule>>
  /** The rule of a path; `lww` where no pattern claims it. */
  readonly ruleOf: (path: string) => Rule
  /** The rule of a path with the pattern that claims it and what stands for its stars. */
  readonly claimOf: (path: string) => Claim
  /** Whether a pattern claims the path. */
  readonly isClaimed: (path: string) => boolean
  /** The patterns whose views also read this path, each with the stars that the path fills. */
  readonly readersOf: (path: string) => readonly Reader[]
}

/** A rule at a path. */
export interface Claim {
  readonly rule: Rule
  /** Whether only paths below this one have rules, so that an object here is written leaf by leaf. */
  readonly isParent: boolean
  readonly pattern: string
  readonly captures: readonly string[]
}

/** A pattern whose view reads a path. `path` is undefined when the path leaves stars open. */
export interface Reader {
  readonly pattern: string
  readonly captures: readonly string[]
  readonly path: string | undefined
}

/** Rules by pattern. Throws a sentence naming both patterns when two could claim one path. */
export function defineRules(byPattern: Record<string, Rule>): RuleSet {
  const patterns = Object.keys(byPattern)
  patterns.forEach(assertPattern)
  assertApart(patterns)
  const rules = new Map(Object.entries(byPattern))
  const readers = collectReaders(rules)
  assertNoCircle(rules)
  const index = indexPatterns(new Map(patterns.map((pattern) => [pattern, pattern])))
  const readIndexes = [...readers].map(([read, patternsReading]) => ({
    index: indexPatterns(new Map([[read, patternsReading]])),
  }))

  function claimOf(path: string): Claim {
    if (path.endsWith(existenceSuffix)) return unclaimed(path, existence, false)
    const found = index.find(path)
    const rule = found === undefined ? undefined : rules.get(found.value)
    if (found === undefined || rule === undefined) {
      return unclaimed(path, anything, index.reachesBelow(path))
    }
    return { rule, isParent: false, pattern: found.value, captures: found.captures }
  }

  return {
    byPattern,
    claimOf,
    isClaimed: (path) => index.find(path) !== undefined,
    ruleOf: (path) => claimOf(path).rule,
    readersOf: (path) =>
      readIndexes.flatMap(({ index: readIndex }) => {
        const found = readIndex.find(path)
        if (found === undefined) return []
        return found.value.map((pattern) => toReader(pattern, found.captures))
      }),
  }
}

/** Several rule sets as one, held to the same promise that no two patterns overlap. */
export function combineRules(...sets: readonly RuleSet[]): RuleSet {
  const combined = new Map<string, Rule>()
  for (const set of sets) {
    for (const [pattern, rule] of Object.entries(set.byPattern)) {
      if (combined.has(pattern)) throw new Error(`Two rules claim "${pattern}". Keep one.`)
      combined.set(pattern, rule)
    }
  }
  return defineRules(Object.fromEntries(combined))
}

function toReader(pattern: string, captures: readonly string[]): Reader {
  const complete = countStars(pattern) <= captures.length
  return { pattern, captures, path: complete ? fillPattern(pattern, captures) : undefined }
}

/** A path without a rule: its second segment is the likeliest to vary, so it is the star. */
function unclaimed(path: string, rule: Rule, isParent: boolean): Claim {
  const segments = path.split('.')
  const [first, second, ...rest] = segments
  if (first === undefined || second === undefined)
    return { rule, isParent, pattern: path, captures: [] }
  return { rule, isParent, pattern: [first, '*', ...rest].join('.'), captures: [second] }
}

function assertPattern(pattern: string): void {
  const segments = pattern.split('.')
  if (segments.includes('')) throw new Error(`The pattern "${pattern}" has an empty segment.`)
  if (segments.at(-1) === existenceSegment) {
    throw new Error(`The pattern "${pattern}" ends in "$", which is kept for existence. Rename it.`)
  }
}

function assertApart(patterns: readonly string[]): void {
  patterns.forEach((pattern, index) => {
    const other = patterns.slice(0, index).find((earlier) => overlap(earlier, pattern))
    if (other === undefined) return
    throw new Error(`"${other}" and "${pattern}" could claim the same path. Keep one of them.`)
  })
}

function collectReaders(rules: ReadonlyMap<string, Rule>): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>()
  for (const [pattern, rule] of rules) {
    for (const read of rule.reads) {
      if (countStars(read) > countStars(pattern)) {
        throw new Error(`"${pattern}" cannot fill every star of "${read}", which it reads.`)
      }
      readers.set(read, [...(readers.get(read) ?? []), pattern])
    }
  }
  return readers
}

function assertNoCircle(rules: ReadonlyMap<string, Rule>): void {
  function visit(pattern: string, trail: readonly string[]): void {
    if (trail.includes(pattern)) {
      throw new Error(`"${pattern}" reads itself by way of ${trail.join(', ')}. Break the circle.`)
    }
    for (const read of rules.get(pattern)?.reads ?? []) {
      for (const other of rules.keys()) if (overlap(read, other)) visit(other, [...trail, pattern])
    }
  }
  for (const pattern of rules.keys()) visit(pattern, [])
}

const anything = lww()
const existenceSuffix = `.${existenceSegment}`
