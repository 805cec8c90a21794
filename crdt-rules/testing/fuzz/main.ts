import { playSchedule } from './schedule.ts'
import { playTyping } from './typing-schedule.ts'

/** Plays schedules beyond those of the test run: `npx tsx crdt-rules/testing/fuzz/main.ts FROM COUNT`. */
const [from = 0, count = 1000] = process.argv.slice(2).map(Number)
const failures: string[] = []
for (let seed = from; seed < from + count; seed += 1) {
  try {
    playSchedule(seed)
    playTyping(seed)
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error))
  }
}
const [first] = failures
if (first !== undefined) console.error(first)
console.log(`${count} schedules from ${from}: ${failures.length} failed.`)
process.exitCode = failures.length === 0 ? 0 : 1
