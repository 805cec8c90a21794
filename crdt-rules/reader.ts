import type { Edit } from './edit.ts'
import type { FiledEntry } from './filed-entry.ts'
import type { Json } from './json.ts'
import { fillPattern } from './pattern.ts'
import type { Register, RegisterIndex } from './registers.ts'
import type { Plan, RuleContext, RuleWorld } from './rule.ts'
import type { Claim, RuleSet } from './rule-set.ts'
import { newestValue } from './rules/register.ts'

/** A rule that threw. The path is shown by `lww` meanwhile. */
export interface Problem {
  readonly path: string
  readonly rule: string
  readonly sentence: string
}

/** Rules applied to what stands at a path. No rule that throws gets through here. */
export interface Reader {
  readonly view: (path: string) => Json | undefined
  readonly claimOf: (path: string) => Claim
  /** The entries that make sense to the rule of their path. */
  readonly fitting: (register: Register) => readonly FiledEntry[]
  readonly refuse: (path: string, claim: Claim, edit: Edit) => string | undefined
  readonly plan: (path: string, register: Register | undefined, claim: Claim, edit: Edit) => Plan
  readonly claimAt: (register: Register) => Claim
  readonly contextOf: (path: string, claim: Claim) => RuleContext
  /** What a call into the rule of a path answers, or the fallback when it throws. */
  readonly guard: <Answer>(path: string, ask: () => Answer, fallback: () => Answer) => Answer
}

/** Where a reader looks, and what it may ask. */
export interface ReaderOptions {
  readonly registers: RegisterIndex
  readonly rules: RuleSet
  readonly author: () => number
  readonly defaults: (path: string) => Json | undefined
  readonly isGm: (client: number) => boolean
  readonly onProblem: (problem: Problem) => void
}

/** Reads registers by their rules. */
export function createReader(options: ReaderOptions): Reader {
  const { registers, rules, defaults, isGm } = options
  const reported = new Set<string>()
  const boundPaths = new WeakMap<readonly string[], Map<string, string>>()

  function guard<Answer>(path: string, ask: () => Answer, fallback: () => Answer): Answer {
    try {
      return ask()
    } catch (error) {
      report(path, error)
      return fallback()
    }
  }

  function report(path: string, error: unknown): void {
    const rule = claimOf(path).rule.name
    const key = `${path} ${rule}`
    if (reported.has(key)) return
    reported.add(key)
    const reason = error instanceof Error ? error.message : String(error)
    const sentence = `The rule ${rule} failed at ${path}, so the newest write is shown: ${reason}`
    options.onProblem({ path, rule, sentence })
  }

  function claimOf(path: string): Claim {
    const register = registers.find(path)
    return register === undefined ? rules.claimOf(path) : claimAt(register)
  }

  function claimAt(register: Register): Claim {
    return (register.claim ??= rules.claimOf(register.path))
  }

  const world: RuleWorld = {
    baseOf: defaults,
    boundOf(bound, captures) {
      if (typeof bound !== 'string') return bound
      const value = view(boundPathOf(bound, captures))
      return typeof value === 'number' ? value : undefined
    },
    isGm,
  }

  /** Filled once per register: a new string would have to be hashed at every read. */
  function boundPathOf(bound: string, captures: readonly string[]): string {
    let paths = boundPaths.get(captures)
    if (paths === undefined) boundPaths.set(captures, (paths = new Map<string, string>()))
    let path = paths.get(bound)
    if (path === undefined) paths.set(bound, (path = fillPattern(bound, captures)))
    return path
  }

  function contextOf(path: string, { captures }: Claim): RuleContext {
    return { path, captures, author: options.author(), world }
  }

  function fitting(register: Register): readonly FiledEntry[] {
    const { entries } = register
    let misfits = false
    for (const entry of entries) {
      entry.fits ??= fits(register, entry)
      misfits ||= !entry.fits
    }
    return misfits ? entries.filter((entry) => entry.fits) : entries
  }

  function fits(register: Register, entry: FiledEntry): boolean {
    try {
      return claimAt(register).rule.fits(entry)
    } catch (error) {
      report(register.path, error)
      return true
    }
  }

  function view(path: string): Json | undefined {
    const register = registers.find(path)
    if (register === undefined) return defaults(path)
    const siblings = fitting(register)
    if (siblings.length === 0) return defaults(path)
    const claim = claimAt(register)
    try {
      return claim.rule.view(siblings, contextOf(path, claim))
    } catch (error) {
      report(path, error)
      return newestValue(siblings)
    }
  }

  return {
    view,
    claimOf,
    claimAt,
    fitting,
    contextOf,
    guard,
    refuse(path, { rule }, edit) {
      try {
        return rule.refuse(edit)
      } catch (error) {
        report(path, error)
        return undefined
      }
    },
    plan(path, register, claim, edit) {
      const isSeen = register !== undefined && claim.rule.sees === 'siblings'
      const seen = isSeen ? fitting(register) : none
      try {
        return claim.rule.plan(edit, seen, contextOf(path, claim))
      } catch (error) {
        report(path, error)
        return planPlainly(edit)
      }
    },
  }
}

/** What a write does where the rule cannot say: nothing that stands is lost but by an absolute write. */
function planPlainly(edit: Edit): Plan {
  if ('set' in edit) return { supersede: 'all', insert: [{ kind: 'set', value: edit.set }] }
  if ('add' in edit) return { supersede: [], insert: [{ kind: 'add', value: edit.add }] }
  return { supersede: 'clear' in edit ? 'all' : [], insert: [] }
}

const none: readonly FiledEntry[] = []
