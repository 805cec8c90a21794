import type { Topics } from './topics.ts'
import type { ProblemView } from './views.ts'

export interface Problems {
  readonly add: (problem: ProblemView) => void
  /** Something that was started by itself and did not work. */
  readonly addFailure: (reason: unknown) => void
  readonly all: () => readonly ProblemView[]
}

/** What went wrong without stopping the table, newest first, each once. */
export function createProblems(topics: Topics): Problems {
  let problems: readonly ProblemView[] = []

  function add(problem: ProblemView): void {
    const isKnown = ({ path, sentence, told }: ProblemView) =>
      sentence === problem.sentence ||
      (told !== undefined && path === problem.path && told.key === problem.told?.key)
    if (problem.told !== undefined && problems.some(isKnown)) return
    problems = [problem, ...problems.filter((one) => !isKnown(one))].slice(0, mostProblems)
    // It may have come up while a screen was being worked out, which must not be told to look again.
    queueMicrotask(() => topics.tell('problems'))
  }

  return {
    add,
    all: () => problems,
    addFailure(reason) {
      add({ path: '', sentence: reason instanceof Error ? reason.message : String(reason) })
    },
  }
}

const mostProblems = 50
