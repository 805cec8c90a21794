import type { RuleDocument } from '#crdt-rules'
import type { Change } from '#plugin-sdk'
import type { SessionDocuments } from '../documents/documents.ts'
import { toList } from '../documents/foreign.ts'
import { entityOf, type MergedView } from '../documents/merged.ts'
import type { Secrets } from '../documents/secrets.ts'
import { type Refusal, refuse } from '../refuse.ts'

/** Changes, each with the document it belongs to. */
export interface Plan {
  readonly type: 'plan'
  readonly steps: readonly Step[]
  /** Some of it, or who does it, is known to the GM only. */
  readonly secret: boolean
}

export interface Step {
  readonly document: RuleDocument
  readonly change: Change
}

/** Decides where each change goes, and refuses before anything is written. */
export type Planner = (
  changes: readonly Change[],
  asked: {
    /** What was asked for: naming a hidden thing in it makes all of it secret. */
    readonly input: unknown
    /** What it makes is for the GM only. */
    readonly secretly: boolean
  },
) => Plan | Refusal

/**
 * A change goes where its entity lives. One that names a hidden thing goes to the GM's document, as
 * does what a hidden actor makes: no player's device ever holds it.
 */
export function createPlanner(
  { table, gm }: SessionDocuments,
  merged: MergedView,
  secrets: Secrets,
): Planner {
  return (changes, { input, secretly }) => {
    const hiddenDoer = secretly || secrets.isNamedIn(input)
    const made = new Map<string, RuleDocument>()

    function documentOf(change: Change): RuleDocument {
      const entity = entityChanged(change)
      if (gm === undefined) return table
      if (gm.holds(entity) && gm.exists(entity)) return gm
      if ('edit' in change && secrets.isNamedIn(change)) return gm
      const known = made.get(entity)
      if (known !== undefined) return known
      if ('create' in change) {
        const document = hiddenDoer && isPiece(entity) ? gm : table
        made.set(entity, document)
        return document
      }
      if ('restore' in change)
        return table.paths(entity).length === 0 && gm.paths(entity).length > 0 ? gm : table
      return table
    }

    const steps: Step[] = []
    let isSecret = hiddenDoer
    for (const change of changes.flatMap(apart)) {
      const document = documentOf(change)
      const refusal = whyNot(document, change)
      if (refusal !== undefined) return refusal
      steps.push({ document, change })
      isSecret ||= document === gm
      const uncovered = document === table ? uncover(change) : undefined
      if (uncovered !== undefined) steps.push(uncovered)
    }
    return {
      type: 'plan',
      steps,
      secret: isSecret,
    }
  }

  /** A GM's value laid over the table's must not hide what is now written for everyone. */
  function uncover(change: Change): Step | undefined {
    if (gm === undefined || !('edit' in change) || !('set' in change.edit)) return undefined
    const { path } = change
    if (!gm.holds(entityOf(path)) || !gm.has(path)) return undefined
    return { document: gm, change: { path, edit: { clear: true } } }
  }

  /** Of a collection set at once, players get the elements that name nothing hidden. */
  function apart(change: Change): readonly Change[] {
    if (!('edit' in change) || !('set' in change.edit) || !Array.isArray(change.edit.set)) {
      return [change]
    }
    const { path, edit } = change
    const { name } = table.rules.ruleOf(path)
    if (name !== 'order' && name !== 'addWinsSet') return [change]
    const elements = toList(edit.set)
    const hidden = elements.filter((element) => secrets.isNamedIn(element))
    if (hidden.length === 0 || secrets.has(entityOf(path))) return [change]
    const shown = elements.filter((element) => !hidden.includes(element))
    return [
      { path, edit: { set: shown } },
      { path, edit: { set: hidden } },
    ]
  }

  function whyNot(document: RuleDocument, change: Change): Refusal | undefined {
    if ('edit' in change) {
      const wrong = document.check(change.path, change.edit)
      return wrong === undefined ? undefined : refuse('refused.doesNotFit', wrong)
    }
    const entity = entityChanged(change)
    if (!entityName.test(entity)) return refuse('refused.noName', entity)
    if ('create' in change && merged.exists(entity)) return refuse('refused.thereAlready', entity)
    return undefined
  }
}

/** Writes one step to its document. */
export function applyStep({ document, change }: Step): void {
  if ('edit' in change) document.write(change.path, change.edit)
  else if ('create' in change) document.create(change.create)
  else if ('remove' in change) document.remove(change.remove)
  else document.restore(change.restore)
}

function entityChanged(change: Change): string {
  if ('edit' in change) return entityOf(change.path)
  if ('create' in change) return change.create
  return 'remove' in change ? change.remove : change.restore
}

/** What stands on the map or acts there. An encounter belongs to everyone, its hidden fighters do not. */
function isPiece(entity: string): boolean {
  return /^(tokens|actors|compendium|scenes|drawings)\./.test(entity)
}

const entityName = /^[a-z]+\.[\w-]{1,100}$/i
