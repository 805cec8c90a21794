import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { afterEach, beforeAll, expect, test } from 'vitest'

const SEEDS = 2_000
const FIRST = 1
const children = new Set<ChildProcess>()

beforeAll(() => {
  execFileSync(process.execPath, ['.config/ensure.mjs', 'simulation'])
})

/** A test that ran out of time leaves nobody playing. */
afterEach(async () => {
  await Promise.all(Array.from(children, ended))
})

/** As `npm run sim` does it. */
function run(...flags: readonly string[]): ChildProcess {
  const node = ['--max-semi-space-size=32', '--single-threaded-gc']
  const child = spawn(process.execPath, [...node, 'dist/simulation/main.mjs', ...flags])
  children.add(child)
  child.once('close', () => children.delete(child))
  return child
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill('SIGKILL')
  })
}

/** Plays seeds in a process of its own; answers what it said when something was wrong. */
function play(from: number, count: number): Promise<string> {
  const child = run('--from', String(from), '--seeds', String(count))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
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
      const child = run('--seed', '77')
      let said = ''
      child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      child.once('close', () => resolve(said))
    })
  const [first, second] = await Promise.all([tell(), tell()])
  expect(first).toContain('everything is mended')
  expect(second).toBe(first)
})
