import { combineRules, defineRules } from '#crdt-rules'
import type { Block } from './block.ts'
import { blocksOf } from './block.ts'
import { coreRules } from './core-rules.ts'
import type { ActorKind, Plugin } from './plugin.ts'
import { schemaHasPath } from './schema-path.ts'

/**
 * Checks a game system when it loads and hands it back: ids are unique and well formed, no two
 * rules claim one path, sheets name paths, derived numbers and actions that exist. Throws a
 * sentence that says what to mend.
 */
export function definePlugin(plugin: Plugin): Plugin {
  if (!/^[a-z][a-z0-9-]*$/.test(plugin.id)) {
    throw new Error(`"${plugin.id}" cannot be a plugin id. Use small letters, digits and hyphens.`)
  }
  combineRules(defineRules(coreRules), defineRules(plugin.rules))
  checkUnique(plugin, 'action', plugin.actions)
  checkUnique(plugin, 'condition', plugin.conditions)
  for (const { id, holdsWhile } of plugin.conditions) {
    if (holdsWhile === undefined || Object.hasOwn(plugin.derived, holdsWhile)) continue
    throw new Error(
      `Condition "${id}" in ${plugin.name} holds while "${holdsWhile}". Add it to the derived numbers.`,
    )
  }
  checkUnique(plugin, 'importer', plugin.importers)
  checkUnique(plugin, 'compendium entry', plugin.compendium)
  for (const [kindId, kind] of Object.entries(plugin.kinds)) checkKind(plugin, kindId, kind)
  checkCompendium(plugin)
  checkFilters(plugin)
  return plugin
}

function checkUnique(plugin: Plugin, what: string, things: readonly { readonly id: string }[]) {
  const seen = new Set<string>()
  for (const { id } of things) {
    if (id === '') throw new Error(`${plugin.name} has a ${what} without an id. Give it one.`)
    if (seen.has(id)) throw new Error(`${plugin.name} has two of ${what} "${id}". Rename one.`)
    seen.add(id)
  }
}

function checkKind(plugin: Plugin, kindId: string, kind: ActorKind): void {
  const where = `The sheet of "${kindId}" in ${plugin.name}`
  for (const action of kind.quickActions) checkAction(plugin, `The wheel of "${kindId}"`, action)
  for (const block of blocksOf(kind.sheet)) {
    for (const path of pathsOf(block)) {
      if (!Object.hasOwn(coreRules, `actors.*.${path}`) && !schemaHasPath(kind.schema, path)) {
        throw new Error(`${where} shows "${path}", which its schema does not have. Mend one.`)
      }
    }
    for (const name of derivedOf(block)) {
      if (!Object.hasOwn(plugin.derived, name)) {
        throw new Error(`${where} shows "${name}". Add it to the derived numbers.`)
      }
    }
    if (block.block === 'list' && block.action !== undefined) {
      checkAction(plugin, where, block.action)
    }
  }
}

function checkAction(plugin: Plugin, where: string, id: string): void {
  if (!plugin.actions.some((action) => action.id === id)) {
    throw new Error(`${where} names action "${id}". Add it to the actions.`)
  }
}

function checkCompendium(plugin: Plugin): void {
  for (const entry of plugin.compendium) {
    if (!entry.id.startsWith(`${plugin.id}:`)) {
      throw new Error(`Compendium entry "${entry.id}" must start with "${plugin.id}:".`)
    }
    if (!Object.hasOwn(plugin.kinds, entry.kind)) {
      throw new Error(
        `Compendium entry "${entry.id}" is of kind "${entry.kind}". Declare the kind.`,
      )
    }
  }
  for (const id of [...plugin.starter.heroes, ...plugin.starter.monsters]) {
    if (!plugin.compendium.some((entry) => entry.id === id)) {
      throw new Error(`The starter party names "${id}". Add it to the compendium.`)
    }
  }
}

function checkFilters(plugin: Plugin): void {
  for (const { name, path } of plugin.compendiumFilters ?? []) {
    if (Object.values(plugin.kinds).some(({ schema }) => schemaHasPath(schema, path))) continue
    throw new Error(`The filter "${name}" reads "${path}", which no kind has. Mend its path.`)
  }
}

function pathsOf(block: Block): readonly string[] {
  switch (block.block) {
    case 'column':
    case 'row':
    case 'section':
    case 'derived':
      return []
    case 'tally':
      return block.maximum === undefined ? [block.path] : [block.path, block.maximum]
    case 'text':
    case 'number':
    case 'longText':
    case 'choice':
    case 'ability':
    case 'conditions':
    case 'list':
      return [block.path]
  }
}

function derivedOf(block: Block): readonly string[] {
  if (block.block === 'derived') return [block.name]
  if (block.block === 'ability') return [block.derived]
  return []
}
