import { z } from 'zod'
import type { Answer } from '../views.ts'
import { refuse } from '../refuse.ts'
import type { Line } from '../../texts/told.ts'

/** A verb and what it is done to, by id. Plain data, so that it can be kept. */
export const VerbCall = z.object({
  verb: z.string().max(40),
  of: z.array(z.string().max(200)).readonly(),
})
export type VerbCall = z.infer<typeof VerbCall>

/** A verb that undo can call: what moves between documents leaves nothing that a receipt could take back. */
export interface UndoVerb {
  /** The verb that takes it back, of the same. */
  readonly opposite: string
  /** Does it as far as it is not so already; it pushes no step of its own. */
  readonly run: (of: readonly string[]) => Answer
  /** Whether all that it needs is open; what is not is opened by asking. */
  readonly isReady?: (of: readonly string[]) => boolean
}

/** The verbs that undo knows, by name. */
export interface UndoVerbs {
  teach(verbs: Readonly<Record<string, UndoVerb>>): void
  isReady(calls: readonly VerbCall[]): boolean
  /** The calls that take these back, last first. */
  opposites(calls: readonly VerbCall[]): readonly VerbCall[]
  /** Runs them in turn; answers those that were done, and why the others were not. */
  run(calls: readonly VerbCall[]): {
    readonly done: readonly VerbCall[]
    readonly refused: readonly Line[]
  }
}

export function createUndoVerbs(): UndoVerbs {
  const verbs = new Map<string, UndoVerb>()

  return {
    teach(taught) {
      for (const [name, verb] of Object.entries(taught)) verbs.set(name, verb)
    },

    isReady: (calls) => calls.every(({ verb, of }) => verbs.get(verb)?.isReady?.(of) ?? true),

    opposites: (calls) =>
      calls.toReversed().flatMap(({ verb, of }) => {
        const opposite = verbs.get(verb)?.opposite
        return opposite === undefined ? [] : [{ verb: opposite, of }]
      }),

    run(calls) {
      const done: VerbCall[] = []
      const refused: Line[] = []
      for (const call of calls) {
        const answer = verbs.get(call.verb)?.run(call.of) ?? unknown
        if (answer.type === 'done') done.push(call)
        else refused.push(answer.because)
      }
      return { done, refused }
    },
  }
}

const unknown: Answer = refuse('refused.unknownWay')
