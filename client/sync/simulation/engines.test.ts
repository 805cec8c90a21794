import './quiet-broadcast.ts'
import { expect, test } from 'vitest'
import { makeCast } from './cast.ts'
import { startEngine } from './engines.ts'
import { createFastSuite } from './fast-suite.ts'
import { runSeed } from './run-seed.ts'

test.each([
  ['level', 8],
  ['nats', 5],
] as const)(
  'evenings over %s, which is opened again after each kill, end as well as over memory',
  async (name, seeds) => {
    const engine = await startEngine(name)
    const [cast, crypto] = [makeCast(), createFastSuite()]
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { wrongs } = await runSeed(seed, { cast, crypto, openDisk: engine.openDisk })
      expect(wrongs, `seed ${seed}`).toEqual([])
    }
    await engine.remove()
  },
  180_000,
)
