/**
 * Imports every monster of a file, or of the files below a folder, and lets each fight a hero by every
 * choice that it has: `npm run try -- FOLDER`. Ends with 1 on any failure.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CompendiumEntry } from '#plugin-sdk'
import { createTableWith, refusalsOf } from '#plugin-sdk/testing'
import { srdMonsters } from './importer/srd-monsters.ts'
import { dnd5e } from './index.ts'

const [given, ...options] = process.argv.slice(2)
if (given === undefined) {
  console.error('Name a file or folder: npx tsx plugins/dnd5e/try-monsters.ts FOLDER')
  process.exit(1)
}
const files = filesOf(given)
let failures = 0
let monsters = 0
for (const file of files) {
  const json = readJson(file)
  if (!srdMonsters.accepts(json)) continue
  const started = performance.now()
  const report = await srdMonsters.read(
    json,
    () => undefined,
    () => false,
  )
  const tookMs = performance.now() - started
  for (const { name, because } of report.refused) {
    failures++
    console.log(`refused  ${name}: ${because}`)
  }
  for (const entry of report.entries) {
    monsters++
    failures += fight(entry)
  }
  console.log(`${file}: ${report.entries.length} imported in ${tookMs.toFixed(0)} ms`)
}
console.log(`${monsters} monsters tried, ${failures} failures`)
process.exit(failures === 0 ? 0 : 1)

/** Every choice once against the hero, and the hero once against the monster; counts failures. */
function fight(entry: CompendiumEntry): number {
  const problems: string[] = []
  const choices = rehearse(entry, problems)
  if (choices.length === 0) problems.push('it has no attack')
  const shown = choices.map(({ name, hint }) => `${name} [${hint}]`).join('; ')
  const verdict = problems.length === 0 ? 'fights  ' : 'FAILS   '
  if (problems.length > 0 || options.includes('--all')) {
    console.log(`${verdict} ${entry.name} (${entry.summary}): ${shown}`)
  }
  for (const problem of problems) console.log(`           ${problem}`)
  return problems.length === 0 ? 0 : 1
}

function rehearse(entry: CompendiumEntry, problems: string[]) {
  const stage = createTableWith(dnd5e, [entry])
  const monster = stage.place(entry.id, { id: 'monster' })
  if (monster.number('attributes.hp.value') < 1) problems.push('it has no hit points')
  if (!Number.isFinite(monster.number('attributes.ac', NaN))) problems.push('no armour class')
  const attack = dnd5e.actions.find(({ id }) => id === 'attack')
  const choices = attack?.choices?.(monster) ?? []
  for (const { id, name } of choices) {
    const table = createTableWith(dnd5e, [entry])
    table.place(entry.id, { id: 'monster' })
    table.place('dnd5e:characters:fighter', { id: 'hero', x: 1 })
    for (const [actor, target, choice] of [
      ['monster', 'hero', id],
      ['hero', 'monster', 'longsword'],
    ] as const) {
      const input = { actor, target, choice }
      const outcome = table.attempt('attack', input)
      problems.push(...refusalsOf(table, outcome).map((because) => `${name}: ${because}`))
      if (outcome.type === 'refused') problems.push(`${name}: ${outcome.because}`)
      if (options.includes('--all') && outcome.type === 'done') console.log(`    ${outcome.say}`)
    }
  }
  return choices
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    failures++
    console.log(`refused  ${path}: ${String(error)}`)
    return undefined
  }
}
