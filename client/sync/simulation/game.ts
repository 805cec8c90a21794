import {
  addWinsSet,
  defineRules,
  lww,
  max,
  openDocument,
  tally,
  type RuleDocument,
} from '#crdt-rules'
import type * as Y from 'yjs'
import { z } from 'zod'
import type { Chance } from './chance.ts'
import { logged, logRules } from './deed-log.ts'

/** One write of the game: everything it does is one Yjs transaction, with a line in the document's log. */
export interface Deed {
  /** Names it in the log: 'd17'. */
  readonly id: string
  readonly path: string
  readonly edit: DeedEdit
}

export type DeedEdit =
  | { readonly type: 'add'; readonly value: number }
  | { readonly type: 'set'; readonly value: number }
  | { readonly type: 'put'; readonly element: string }
  | { readonly type: 'take'; readonly element: string }
  | { readonly type: 'delete'; readonly entity: string }

const SUMS = ['actors.goblin.wounds', 'actors.ogre.wounds']
const HIT_POINTS = ['actors.goblin.hp', 'actors.hero.hp']
const CONDITIONS = ['actors.goblin.conditions', 'actors.hero.conditions']
const ELEMENTS = ['prone', 'poisoned', 'blessed']
const POSITIONS = ['tokens.t1.position', 'tokens.t2.position', 'tokens.t3.position']
const ROUND = 'encounters.e1.round'
const ENTITIES = ['tokens.t1', 'tokens.t2', 'tokens.t3']

const rules = defineRules({
  'actors.*.wounds': tally({ sets: 'min' }),
  'actors.*.hp': tally({ sets: 'min' }),
  'actors.*.conditions': addWinsSet(z.string()),
  'tokens.*.position': lww(z.number()),
  'encounters.*.round': max(z.number()),
  ...logRules,
})

/** Opens a document of the game by its rules. */
export function openGame(doc: Y.Doc, now: () => number): RuleDocument {
  return openDocument({ doc, rules, now })
}

/** Which kind of rule decides a path, for the oracle. */
export function ruleOf(path: string): 'sum' | 'hitPoints' | 'set' | 'newest' | 'highest' | 'life' {
  if (SUMS.includes(path)) return 'sum'
  if (HIT_POINTS.includes(path)) return 'hitPoints'
  if (CONDITIONS.includes(path)) return 'set'
  if (path === ROUND) return 'highest'
  return ENTITIES.includes(path) ? 'life' : 'newest'
}

/** A deed at random. */
export function inventDeed(id: string, chance: Chance): Deed {
  const kind = chance.below(20)
  if (kind < 5)
    return { id, path: chance.pick(SUMS), edit: { type: 'add', value: chance.below(9) - 4 } }
  if (kind < 8) {
    return { id, path: chance.pick(HIT_POINTS), edit: { type: 'add', value: -1 - chance.below(6) } }
  }
  if (kind < 10) {
    return { id, path: chance.pick(HIT_POINTS), edit: { type: 'set', value: chance.below(20) } }
  }
  if (kind < 14) {
    const type = chance.happens(0.6) ? 'put' : 'take'
    return { id, path: chance.pick(CONDITIONS), edit: { type, element: chance.pick(ELEMENTS) } }
  }
  if (kind < 17) {
    return { id, path: chance.pick(POSITIONS), edit: { type: 'set', value: chance.below(1000) } }
  }
  if (kind < 19) return { id, path: ROUND, edit: { type: 'set', value: chance.below(30) } }
  const entity = chance.pick(ENTITIES)
  return { id, path: entity, edit: { type: 'delete', entity } }
}

/** Does a deed in a document of the game. */
export function perform(game: RuleDocument, deed: Deed): void {
  logged(game, deed.id, () => write(game, deed))
}

/** Whether an earlier deed replaced what it knew of the same value, so that whoever knows it knows that too. */
export function writesOver(earlier: Deed, later: Deed): boolean {
  if (earlier.path !== later.path || earlier.edit.type === 'add') return false
  const elements = [earlier.edit, later.edit].map((edit) => ('element' in edit ? edit.element : ''))
  return elements[0] === elements[1]
}

/** A deed in words. */
export function describeDeed({ id, path, edit }: Deed): string {
  switch (edit.type) {
    case 'add':
      return `${id}: ${path} ${edit.value < 0 ? '' : '+'}${edit.value}`
    case 'set':
      return `${id}: ${path} = ${edit.value}`
    case 'put':
      return `${id}: ${path} gains ${edit.element}`
    case 'take':
      return `${id}: ${path} loses ${edit.element}`
    case 'delete':
      return `${id}: ${edit.entity} is deleted`
  }
}

function write(game: RuleDocument, { path, edit }: Deed): void {
  switch (edit.type) {
    case 'add':
      return game.write(path, { add: edit.value })
    case 'set':
      return game.write(path, { set: edit.value })
    case 'put':
      return game.write(path, { add: edit.element })
    case 'take':
      return game.write(path, { remove: edit.element })
    case 'delete':
      return game.remove(edit.entity)
  }
}
