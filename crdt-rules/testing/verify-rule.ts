import fc from 'fast-check'
import type { Edit } from '../edit.ts'
import { canonicalJson, isJson, type Json } from '../json.ts'
import { openLedger } from '../ledger.ts'
import { fillPattern } from '../pattern.ts'
import { defineRules } from '../rule-set.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { createPeers, type Peer, type PeersOptions } from './peers.ts'
import { tell, type Step } from './story.ts'

/** What a rule is held to, beside the laws that hold for all. */
export interface RuleLaws {
  /** Edits that the rule takes. */
  readonly edits: fc.Arbitrary<Edit>
  /**
   * The value that everybody must see after these edits were made apart, one by each person, on a
   * path that was never written. They come in the order of time.
   */
  readonly promised: (edits: readonly Edit[]) => Json | undefined
  /** What who sees `view` must see after an edit of their own; checked when given. */
  readonly followed?: (view: Json | undefined, edit: Edit) => Json | undefined
  readonly defaults?: (path: string) => Json | undefined
  /** How many cases are tried for each law: 100 unless said. */
  readonly runs?: number
  /** Repeats a failure: the seed that it printed. */
  readonly seed?: number
}

/**
 * Checks that a rule is pure, total, order-independent and idempotent, that a causally later write
 * wins, and that the promised value comes out. Throws a story of the smallest case that fails.
 */
export function verifyRule(rule: Rule, laws: RuleLaws): void {
  const apart = fc.array(laws.edits, { minLength: 1, maxLength: names.length })
  hold(laws, apart.map(stepsApart), (steps) => keepsPromise(rule, laws, steps))
  const steps = fc.array(stepArbitrary(laws.edits), { minLength: 1, maxLength: 16 })
  hold(laws, steps, (story) => convergesPurely(rule, laws, story))
  hold(laws, fc.tuple(steps, laws.edits), ([story, last]) => laterWins(rule, laws, story, last))
}

type Cast = Readonly<Record<(typeof names)[number], Peer>>

function keepsPromise(rule: Rule, laws: RuleLaws, steps: readonly Step[]): void {
  const cast = play(rule, laws, steps)
  const promised = laws.promised(steps.flatMap((step) => (step.type === 'edit' ? [step.edit] : [])))
  everybodyHears(cast)
  for (const peer of Object.values(cast)) {
    expectSame(steps, peer.read(path), promised, `${peer.name} sees`, 'it was promised')
  }
}

function convergesPurely(rule: Rule, laws: RuleLaws, steps: readonly Step[]): void {
  const cast = play(rule, laws, steps)
  everybodyHears(cast)
  const { gm, ...others } = cast
  const seen = gm.read(path)
  for (const peer of Object.values(others)) {
    expectSame(steps, peer.read(path), seen, `${peer.name} sees`, 'the GM sees')
  }
  gm.hear(undefined, { again: true, order: 'reversed' })
  expectSame(steps, gm.read(path), seen, 'after hearing all again the GM sees', 'before it was')
  gm.restart()
  expectSame(steps, gm.read(path), seen, 'after a restart the GM sees', 'before it was')
  isPureAndTotal(rule, laws, steps, gm)
}

/** Any part of the siblings makes a JSON value, the same when asked again. */
function isPureAndTotal(rule: Rule, laws: RuleLaws, steps: readonly Step[], gm: Peer): void {
  const context = contextOf(laws, gm)
  const { registers } = openLedger(gm.document().doc, () => 0)
  const siblings = (registers.find(path)?.entries ?? []).filter((entry) => rule.fits(entry))
  for (let cut = 1; cut <= siblings.length; cut += 1) {
    for (const part of [siblings.slice(0, cut), siblings.slice(cut - 1)]) {
      const view = rule.view(Object.freeze(part), context)
      if (view !== undefined && !isJson(view)) fail(steps, `a view is not JSON: ${String(view)}`)
      const once = rule.view(part, context)
      expectSame(steps, once, view, 'the rule answers', 'asked before it answered')
    }
  }
}

function laterWins(rule: Rule, laws: RuleLaws, steps: readonly Step[], last: Edit): void {
  const cast = play(rule, laws, steps)
  everybodyHears(cast)
  const { gm, ...others } = cast
  const story: readonly Step[] = [
    ...steps,
    { type: 'meet' },
    { type: 'edit', who: 'gm', edit: last },
  ]
  const before = gm.read(path)
  gm.write(path, last)
  if ('set' in last) {
    const alone = play(rule, laws, [{ type: 'edit', who: 'gm', edit: last }]).gm.read(path)
    expectSame(story, gm.read(path), alone, 'the GM sees', 'without what came before it would be')
  }
  if (laws.followed !== undefined) {
    const followed = laws.followed(before, last)
    expectSame(story, gm.read(path), followed, 'the GM sees', 'it was promised')
  }
  everybodyHears(cast)
  for (const peer of Object.values(others)) {
    expectSame(story, peer.read(path), gm.read(path), `${peer.name} sees`, 'the GM sees')
  }
}

/** Lets a story happen. Nobody hears anything but where a step says so. */
function play(rule: Rule, laws: RuleLaws, steps: readonly Step[]): Cast {
  const options: PeersOptions = {
    gms: ['gm'],
    ...(laws.defaults !== undefined && { defaults: laws.defaults }),
    onProblem: ({ sentence }) => fail(steps, sentence),
  }
  const cast = createPeers(names, defineRules({ [pattern]: rule }), options)
  for (const step of steps) {
    switch (step.type) {
      case 'edit':
        cast[step.who].write(path, step.edit)
        break
      case 'hear':
        cast[step.who].hear(step.from)
        break
      case 'meet':
        everybodyHears(cast)
        break
      default:
        step satisfies never
    }
  }
  return cast
}

/** Everybody in another order, some messages twice. */
function everybodyHears(cast: Cast): void {
  names.forEach((listener, index) => {
    const speakers = [...names.slice(index), ...names.slice(0, index)]
    for (const speaker of speakers) cast[listener].hear(speaker, index % 2 === 0 ? {} : again)
  })
}

function stepsApart(edits: readonly Edit[]): readonly Step[] {
  return edits.map((edit, index) => ({ type: 'edit', who: names[index] ?? 'gm', edit }))
}

function stepArbitrary(edits: fc.Arbitrary<Edit>): fc.Arbitrary<Step> {
  const who = fc.constantFrom(...names)
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant('edit' as const), who, edit: edits }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('hear' as const), who, from: who }) },
  )
}

/** Finds a case that breaks a law, shrinks it, and throws its story. */
function hold<Case>(laws: RuleLaws, cases: fc.Arbitrary<Case>, law: (one: Case) => void): void {
  const parameters = {
    numRuns: laws.runs ?? 100,
    ...(laws.seed !== undefined && { seed: laws.seed }),
  }
  const outcome = fc.check(fc.property(cases, law), parameters)
  if (!outcome.failed) return
  const cause = outcome.errorInstance
  const story = cause instanceof Error ? cause.message : String(cause)
  throw new Error(`${story}\nRepeat it with seed: ${outcome.seed}`, { cause })
}

function expectSame(
  steps: readonly Step[],
  actual: Json | undefined,
  expected: Json | undefined,
  actualWords: string,
  expectedWords: string,
): void {
  if (wordsOf(actual) === wordsOf(expected)) return
  fail(steps, `${actualWords} ${wordsOf(actual)}, but ${expectedWords} ${wordsOf(expected)}`)
}

function fail(steps: readonly Step[], end: string): never {
  throw new Error(tell(steps, end))
}

function wordsOf(value: Json | undefined): string {
  return value === undefined ? 'nothing' : canonicalJson(value)
}

function contextOf(laws: RuleLaws, gm: Peer): RuleContext {
  const baseOf = (at: string): Json | undefined => laws.defaults?.(at)
  return {
    path,
    captures: [entityId],
    author: gm.client(),
    world: {
      baseOf,
      boundOf(bound, captures) {
        const value = typeof bound === 'string' ? baseOf(fillPattern(bound, captures)) : bound
        return typeof value === 'number' ? value : undefined
      },
      isGm: (client) => client === gm.client(),
    },
  }
}

const names = ['gm', 'alice', 'bob', 'carol'] as const
const entityId = 'one'
const pattern = 'things.*.value'
const path = `things.${entityId}.value`
const again = { again: true, order: 'reversed' } as const
