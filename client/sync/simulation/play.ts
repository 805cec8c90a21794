import { makeCast } from './cast.ts'
import { ENGINES, startEngine } from './engines.ts'
import { createFastSuite } from './fast-suite.ts'
import type { OpenDisk } from './relay-disk.ts'
import { runSeed } from './run-seed.ts'

const HELP = `npm run sim -- … --engine level                  plays over one of: memory, level, nats
npm run sim -- --seeds <number> [--from <seed>]   plays that many evenings
npm run sim -- --seed <seed>                     plays one and tells its story`

/** Plays evenings as the words of a command line say, and says how they went. */
export async function main(args: readonly string[]): Promise<void> {
  process.setMaxListeners(0)
  const name = wordAfter(args, '--engine') ?? 'memory'
  const engine = await startEngine(ENGINES.find((known) => known === name) ?? 'memory')
  try {
    await play(args, engine.openDisk)
  } finally {
    await engine.remove()
  }
}

async function play(args: readonly string[], openDisk: OpenDisk): Promise<void> {
  const options = { cast: makeCast(), crypto: createFastSuite(), openDisk }
  const single = numberAfter(args, '--seed')
  if (single !== undefined) {
    const { story, wrongs } = await runSeed(single, { ...options, withStory: true })
    for (const line of story) console.log(line)
    console.log(wrongs.length === 0 ? 'Nothing is wrong.' : wrongs.join('\n'))
    process.exitCode = wrongs.length === 0 ? 0 : 1
    return
  }
  const count = numberAfter(args, '--seeds')
  if (count === undefined) {
    console.log(HELP)
    return
  }
  const from = numberAfter(args, '--from') ?? 1
  const startedMs = Date.now()
  let failed = 0
  let deeds = 0
  for (let seed = from; seed < from + count; seed += 1) {
    const outcome = await runSeed(seed, options)
    // Virtual time goes on by promises alone; what Node frees, it frees when it comes to turn.
    await new Promise((turned) => setImmediate(turned))
    deeds += outcome.deeds
    if (outcome.wrongs.length > 0) {
      failed += 1
      console.log(`Seed ${seed}: ${outcome.wrongs.join(' ')}`)
    }
    const done = seed - from + 1
    if (done % 500 === 0 || done === count) {
      const seconds = (Date.now() - startedMs) / 1000
      console.log(
        `${done} of ${count} seeds, ${deeds} writes, ${failed} failed, ${seconds.toFixed(1)} s`,
      )
    }
  }
  process.exitCode = failed === 0 ? 0 : 1
}

function wordAfter(args: readonly string[], name: string): string | undefined {
  const index = args.indexOf(name)
  return index < 0 ? undefined : args[index + 1]
}

function numberAfter(args: readonly string[], name: string): number | undefined {
  const index = args.indexOf(name)
  const value = Number(args[index + 1])
  return index < 0 || !Number.isSafeInteger(value) ? undefined : value
}
