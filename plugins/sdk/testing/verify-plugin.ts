import { refusalsOf } from './refusals.ts'
import type { AnyAction } from '../action.ts'
import { definePlugin } from '../define-plugin.ts'
import type { Plugin } from '../plugin.ts'
import { createTable, type TestTable } from './create-table.ts'

/**
 * Holds a plugin to its promises and answers every broken one as a sentence: what `definePlugin`
 * checks; every compendium entry fits the schema of its kind; every derived number of it is a
 * finite number; every action, by every choice, answers a sentence, and changes the rules take.
 */
export function verifyPlugin(plugin: Plugin): readonly string[] {
  try {
    definePlugin(plugin)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
  return plugin.compendium.flatMap((entry) => {
    const schema = plugin.kinds[entry.kind]?.schema
    const fits = schema?.safeParse(entry.data)
    if (fits?.success !== true) {
      const issue = fits?.error.issues[0]
      const where = issue?.path.map(String).join('.') ?? ''
      return [`${entry.id}: "${where}" does not fit its kind: ${issue?.message ?? ''}.`]
    }
    const table = createTable(plugin)
    table.place(entry.id, { id: 'one' })
    table.place(entry.id, { id: 'other', x: 1 })
    return [
      ...brokenNumbers(plugin, table).map((sentence) => `${entry.id}: ${sentence}`),
      ...plugin.actions.flatMap((action) =>
        brokenAction(table, action).map((sentence) => `${entry.id}: ${sentence}`),
      ),
    ]
  })
}

function brokenNumbers(plugin: Plugin, { world }: TestTable): readonly string[] {
  return Object.keys(plugin.derived).flatMap((name) => {
    const value = world.actor('one')?.derive(name)
    return Number.isFinite(value) ? [] : [`"${name}" is ${String(value)}, not a finite number.`]
  })
}

function brokenAction(table: TestTable, action: AnyAction): readonly string[] {
  const actor = table.world.actor('one')
  const choices = actor === undefined ? [] : (action.choices?.(actor) ?? [])
  const inputs = [undefined, ...choices.map(({ id }) => id)].flatMap((choice) => [
    { actor: 'one', target: 'other', choice, amount: 3 },
    { actor: 'one', target: 'other', choice },
    { actor: 'one', choice },
    { actor: 'nobody', target: 'nobody', choice },
  ])
  return inputs.flatMap((input) => {
    const given = JSON.stringify(input)
    try {
      return refusalsOf(table, table.attempt(action.id, input)).map(
        (sentence) => `"${action.id}" with ${given}: ${sentence}`,
      )
    } catch (error) {
      return [`"${action.id}" with ${given} throws: ${String(error)}`]
    }
  })
}
