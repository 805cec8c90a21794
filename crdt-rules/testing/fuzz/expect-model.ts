import type { RuleDocument } from '../../rule-document.ts'
import { isTally, unitsAt, viewOf, type IsGm, type Operation } from './model.ts'
import { entities, leafPaths, rawSumAt } from './replica.ts'
import { clamp } from './writer.ts'

/** Compares every register of a document with what the model says stands there; throws what differs. */
export function expectModel(
  document: RuleDocument,
  known: ReadonlySet<Operation>,
  who: string,
  isGm: IsGm,
): void {
  for (const path of [...leafPaths, ...entities.map((entity) => `${entity}.$`)]) {
    const { rule, siblings } = document.inspect(path)
    if (isTally(rule)) {
      const shown = clamp(rawSumAt(known, path, isGm))
      same(document.read(path), shown, `${who} reads ${path}`)
      continue
    }
    const units = unitsAt(known, path)
    const dots = siblings.map(({ dot }) => [dot.client, dot.clock])
    same(
      dots,
      units.map(({ client, clock }) => [client, clock]),
      `${who} holds at ${path}`,
    )
    const view =
      rule === 'existence'
        ? siblings.length > 0 && document.exists(path.slice(0, -2))
        : document.read(path)
    const wanted = viewOf(rule, units, isGm)
    same(
      view ?? null,
      (rule === 'existence' ? (wanted ?? false) : wanted) ?? null,
      `${who} reads ${path}`,
    )
  }
}

function same(actual: unknown, wanted: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(wanted)]
  if (left !== right) throw new Error(`${what} ${left}, but should ${right}.`)
}
