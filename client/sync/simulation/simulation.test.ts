import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'

const SEEDS = 2_000
const FIRST = 1

/** Plays seeds in a process of its own; answers what it said when something was wrong. */
function play(from: number, count: number): Promise<string> {
  const flags = ['client/sync/simulation/main.ts', '--from', String(from), '--seeds', String(count)]
  const child = spawn(process.execPath, ['--import', 'tsx', ...flags])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  return new Promise((resolve) => {
    child.once('close', (code) => resolve(code === 0 ? '' : said))
  })
}

test(
  `in ${SEEDS} evenings of crashes, cut cables and a relay that is killed, nothing is lost and all agree`,
  { timeout: 600_000 },
  async () => {
    const processes = Math.max(1, Math.min(4, availableParallelism()))
    const share = Math.ceil(SEEDS / processes)
    const problems = await Promise.all(
      Array.from({ length: processes }, (_, index) => play(FIRST + index * share, share)),
    )
    expect(problems.join('')).toBe('')
  },
)

test('an evening can be told again, word for word', { timeout: 60_000 }, async () => {
  const tell = () =>
    new Promise<string>((resolve) => {
      const flags = ['client/sync/simulation/main.ts', '--seed', '77']
      const child = spawn(process.execPath, ['--import', 'tsx', ...flags])
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      child.once('close', () => resolve(said))
    })
  const [first, second] = await Promise.all([tell(), tell()])
  expect(first).toContain('everything is mended')
  expect(second).toBe(first)
})
