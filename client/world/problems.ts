import type { Topics } from './topics.ts'
import type { ProblemView } from './views.ts'

export interface Problems {
  readonly add: (problem: ProblemView) => void
  /** Something that was started by itself and did not work. */
  readonly addFailure: (reason: unknown) => void
  readonly all: () => readonly ProblemView[]
}

/** What went wrong without stopping the table, newest first, each sentence once. */
export function createProblems(topics: Topics): Problems {
  let problems: readonly ProblemView[] = []

  function add(problem: ProblemView): void {
    const others = problems.filter(({ sentence }) => sentence !== problem.sentence)
    problems = [problem, ...others].slice(0, mostProblems)
    topics.tell('problems')
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
