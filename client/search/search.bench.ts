import { plugins } from '#plugins'
import { setUpTable } from '../world/testing/tables.ts'
import { loadWholeLog } from './open-found.ts'
import { createSearch } from './search.ts'

/** `npm run bench -- search`: what looking costs in a long campaign, in milliseconds of processor time. */
const lineCount = 10_000
const entryCount = 300
const rounds = 50
const phrases = ['wheel', 'märchen', 'stands still', 'nowhere to be found', 'e']

const table = await setUpTable(plugins[0])
const { world } = table.gm
for (let line = 0; line < lineCount; line++) {
  world.say(`Line ${line}: the ${line % 7 === 0 ? 'Märchen ' : ''}wheel of the mill stands still.`)
  if (line % 100 === 0) await new Promise((resolve) => setTimeout(resolve))
}
for (let entry = 0; entry < entryCount; entry++) {
  const begun = world.journal.create({ title: `Place ${entry}` })
  const text = begun.type === 'done' ? world.journal.hold(begun.id) : undefined
  text?.splice(0, 0, `Chapter ${entry}. ${'Its wheel turns in the wind. '.repeat(40)}`)
  text?.close()
}
await loadWholeLog(world)

const search = createSearch(world)
console.log(
  `${world.log.length} lines of the log, ${entryCount} entries of 1,200 letters, ` +
    `${world.compendium.search('').length} of the compendium; median of ${rounds}.`,
)
console.table({
  'the first time, everything is folded': { ms: timeOf(() => search('wheel')) },
  ...Object.fromEntries(phrases.map((typed) => [`“${typed}” again`, { ms: medianOf(typed) }])),
})
process.exit(0)

function medianOf(typed: string): string {
  const times = Array.from({ length: rounds }, () => Number(timeOf(() => search(typed))))
  return times.sort((one, other) => one - other)[rounds / 2]?.toFixed(2) ?? ''
}

function timeOf(body: () => unknown): string {
  const before = process.cpuUsage()
  body()
  const { user, system } = process.cpuUsage(before)
  return ((user + system) / 1000).toFixed(2)
}
