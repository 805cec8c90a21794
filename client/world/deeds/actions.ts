import type { Edit, Json } from '#crdt-rules'
import { type AnyAction, type Dice, type Plugin, type WorldReader } from '#plugin-sdk'
import type { z } from 'zod'
import type { SyncSession } from '../../sync/index.ts'
import { line } from '../../texts/told.ts'
import type { ActorsPart } from '../scene/actors.ts'
import type { Commit } from './commit.ts'
import { toList, toText } from '../documents/foreign.ts'
import { entityOf, type MergedView } from '../documents/merged.ts'
import type { Naming } from '../scene/naming.ts'
import type { Actions, Choices } from '../parts.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Answer, ProblemView } from '../views.ts'
import { refuse } from '../refuse.ts'

interface ActionsOptions {
  readonly session: SyncSession
  readonly plugin: Plugin
  readonly merged: MergedView
  readonly actors: ActorsPart
  readonly tokens: TokensPart
  readonly naming: Naming
  readonly dice: Dice
  readonly commit: Commit
  readonly onProblem: (problem: ProblemView) => void
}

/** What the game system lets people do, and edits by hand. */
export function createActions(options: ActionsOptions): Actions {
  const { plugin, merged, naming, commit, actors } = options

  const world: WorldReader = {
    actor: (id) => options.actors.reader(id),
    read: (path) => merged.read(path),
    entities: (kind) => merged.entities(kind),
    me: { member: options.session.member, role: options.session.role },
    tokenOf(actor) {
      const [token] = options.tokens.ofActor(actor).flatMap((id) => options.tokens.token(id) ?? [])
      return token === undefined ? undefined : { id: token.id, x: token.x, y: token.y }
    },
  }

  /** The game system's code is another's: what it throws stops here. */
  function outcomeOf(action: AnyAction, input: unknown) {
    try {
      return action.perform(input, world, options.dice)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const refusal = refuse('refused.actionFailed', action.name, plugin.name, reason)
      options.onProblem({ path: `action ${action.id}`, sentence: refusal.because.text })
      return { type: 'failed', refusal } as const
    }
  }

  function perform(id: string, asked: unknown): Answer {
    const action = plugin.actions.find((one) => one.id === id)
    if (action === undefined) {
      return refuse('refused.noAction', plugin.name, id)
    }
    const input = action.input.safeParse(asked)
    if (!input.success) {
      return refuse('refused.actionInput', action.name, whatIsWrong(input.error))
    }
    const outcome = outcomeOf(action, input.data)
    switch (outcome.type) {
      case 'failed':
        return outcome.refusal
      case 'refused':
        return { type: 'refused', because: { text: outcome.because } }
      case 'done':
        return commit({
          changes: outcome.changes,
          input: asked,
          say: () => outcome.say,
          action: id,
          rolls: outcome.rolls,
          tellOf: outcome.tellOf,
          logged: true,
        })
    }
  }

  function choices(id: string, actor: string): Choices {
    const action = plugin.actions.find((one) => one.id === id)
    const reader = actors.reader(actor)
    if (action === undefined || reader === undefined) return { type: 'choices', choices: [] }
    try {
      return { type: 'choices', choices: action.choices?.(reader) ?? [] }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      const because = line('told.choicesFailed', plugin.name, action.name)
      options.onProblem({ path: `action ${id}`, sentence: because.text, detail })
      return { type: 'refused', because }
    }
  }

  return {
    perform,
    choices,

    edit(actor, path, edit) {
      if (!merged.exists(`actors.${actor}`)) {
        return refuse('refused.actorGone')
      }
      return write(`actors.${actor}.${path}`, [edit], 'edit')
    },

    settle(path, value) {
      if (path.endsWith('.$')) return bringBack(entityOf(path))
      return write(path, settling(path, value), 'settle')
    },
  }

  /** A token and its actor were removed together, so they come back together. */
  function bringBack(entity: string): Answer {
    const [kind, id = ''] = entity.split('.')
    const actor = kind === 'tokens' ? toText(merged.read(`${entity}.actor`), '') : id
    const tokens = merged
      .paths('tokens')
      .filter((path) => path.endsWith('.actor') && merged.read(path) === actor)
      .map(entityOf)
    const removed = [entity, `actors.${actor}`, ...tokens].filter(isKept)
    if (removed.length === 0) {
      return refuse('refused.notRemoved')
    }
    return commit({
      changes: [...new Set(removed)].map((restore) => ({ restore })),
      input: {},
      say: () => line('told.broughtBack', actors.nameOf(actor)),
      action: 'settle',
      logged: true,
    })
  }

  /** Whether it was removed and lies where it was: what was purged is elsewhere, or nowhere. */
  function isKept(entity: string): boolean {
    if (merged.exists(entity)) return false
    const { siblings } = merged.holder(entity).inspect(`${entity}.$`)
    return siblings.length > 0 && siblings.every(({ source }) => source !== 'purged')
  }

  /** Out of a set goes what is not to stand; where the rest of it came from stays known. */
  function settling(path: string, value: Json): readonly Edit[] {
    const { rule, view } = merged.holder(path).inspect(path)
    if (rule !== 'addWinsSet') return [{ set: value }]
    const stays = new Set(toList(value).map((element) => JSON.stringify(element)))
    const gone = toList(view).filter((element) => !stays.has(JSON.stringify(element)))
    return gone.map((remove) => ({ remove }))
  }

  function write(path: string, edits: readonly Edit[], action: string): Answer {
    const before = naming.valueAt(path, merged.read(path))
    return commit({
      changes: edits.map((edit) => ({ path, edit })),
      input: {},
      say: () => `${naming.path(path)}: ${before} → ${naming.valueAt(path, merged.read(path))}`,
      action,
      logged: true,
    })
  }
}

function whatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue === undefined) return 'what was asked for does not fit.'
  const where = issue.path.join('.')
  return where === '' ? `${issue.message}.` : `${where}: ${issue.message}.`
}
