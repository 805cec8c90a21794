import { prepare } from './contestants.ts'
import { bounds } from './measurements/bounds.ts'
import { crowd, manyTables } from './measurements/latency.ts'
import { durable } from './measurements/durable.ts'
import { fanOut } from './measurements/fan-out.ts'
import { floods } from './measurements/floods.ts'
import { idle } from './measurements/idle.ts'
import { lateJoin } from './measurements/late-join.ts'
import { FULL, QUICK, type Sizes } from './sizes.ts'
import { printGoals, type Goal } from './table.ts'

// Our relay against others in the same run: `npm run bench -- relay [--quick] [measurement]`.
const MEASUREMENTS: Record<string, (sizes: Sizes) => Promise<readonly Goal[] | void>> = {
  bounds,
  'fan-out': fanOut,
  durable,
  latency: manyTables,
  idle,
  join: lateJoin,
  crowd,
  floods,
}

const words = process.argv.slice(3)
const sizes = words.includes('--quick') ? QUICK : FULL
const chosen = words.filter((word) => word in MEASUREMENTS)
await prepare()
const goals: Goal[] = []
for (const name of chosen.length > 0 ? chosen : Object.keys(MEASUREMENTS)) {
  goals.push(...((await MEASUREMENTS[name]?.(sizes)) ?? []))
}
printGoals(goals)
