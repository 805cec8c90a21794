import type { Problem } from '#crdt-rules'
import type { Plugin } from '#plugin-sdk'
import { line } from '../texts/told.ts'
import type { ProblemView } from './views.ts'

/** A rule of the game system that threw, in words: once for a pattern, however many paths it fails at. */
export function ruleProblem(
  { path, sentence }: Problem,
  plugin: Pick<Plugin, 'name'>,
  nameOf: (path: string) => string,
): ProblemView {
  const [kind = '', , ...rest] = path.split('.')
  const { text, told } = line('told.ruleFailed', plugin.name, nameOf(path))
  const topic = [kind, '*', ...rest].join('.')
  return { path: topic, sentence: text, told, detail: sentence }
}

/** The game system's numbers, each of which says once that it failed before it fails. */
export function reportingDerived(
  plugin: Plugin,
  onProblem: (problem: ProblemView) => void,
): Plugin['derived'] {
  const wrapped = Object.entries(plugin.derived).map(([name, derive]) => [
    name,
    (...given: Parameters<typeof derive>) => {
      try {
        return derive(...given)
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        const { text, told } = line('told.numberFailed', plugin.name, name)
        onProblem({ path: `number ${name}`, sentence: text, told, detail })
        throw error
      }
    },
  ])
  return Object.fromEntries(wrapped) as Plugin['derived']
}
