/**
 * The kit for game systems: what a plugin is, how its actions read and answer, dice, and the rules
 * of the paths that all systems share. Knows merge rules; knows no screen and no network.
 */
export {
  defineAction,
  iconNames,
  refuse,
  type Action,
  type AnyAction,
  type Change,
  type Choice,
  type IconName,
  type Outcome,
  type Telling,
} from './action.ts'
export { blocksOf, type Block } from './block.ts'
export type { CompendiumEntry, CompendiumFilter, Importer, ImportReport } from './compendium.ts'
export { conditionsOf, followingConditions } from './conditions-of.ts'
export { coreRules, Position } from './core-rules.ts'
export { createDice } from './create-dice.ts'
export { definePlugin } from './define-plugin.ts'
export type { Dice, Roll, RolledDie } from './dice.ts'
export { parseDice, type Notation } from './notation.ts'
export type { ActorKind, Condition, DiagonalRule, Plugin, StarterParty } from './plugin.ts'
export {
  createActorReader,
  type ActorReader,
  type Derivation,
  type TokenPlace,
  type WorldReader,
} from './readers.ts'
