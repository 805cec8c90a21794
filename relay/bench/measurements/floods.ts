import { limits } from '../../limits.ts'
import type { Child } from '../child.ts'
import { withContestant } from '../contestants.ts'
import type { FloodName } from '../load/flood.ts'
import type { Sizes } from '../sizes.ts'
import { figure, printTable, whole, type Goal } from '../table.ts'

const MIB = 1024 * 1024
const SAMPLE_MS = 50
/** What a process that is busy has beside what the flood makes it hold. */
const BUSY_MIB = 128
const QUEUES_MIB = limits.allQueuesBytes / MIB

/** What each flood is, and how much our relay may grow under it. */
const FLOODS: readonly { name: FloodName; words: string; mostMib: number }[] = [
  { name: 'slowReaders', words: 'members that read nothing', mostMib: QUEUES_MIB + BUSY_MIB },
  { name: 'connects', words: 'sockets that say nothing', mostMib: BUSY_MIB },
  { name: 'rooms', words: 'rooms begun and left', mostMib: BUSY_MIB },
  { name: 'ephemerals', words: 'messages of 4 KiB', mostMib: BUSY_MIB },
]

/** Resident memory of our relay at the height of floods, and what JavaScript holds afterwards. */
export async function floods(sizes: Sizes): Promise<readonly Goal[]> {
  const rows = [['', 'highest MiB', 'at most', 'JavaScript MiB afterwards']]
  const goals: Goal[] = []
  for (const { name, words, mostMib } of FLOODS) {
    const amount = sizes.floods[name]
    const { highest, left } = await growthUnder(name, amount)
    const title = `${whole(amount)} ${words}`
    rows.push([title, figure(highest), whole(mostMib), figure(left)])
    goals.push({
      text: `${title} cost at most ${whole(mostMib)} MiB`,
      isMet: highest <= mostMib,
      measured: `${figure(highest)} MiB`,
    })
  }
  printTable('What our relay grows by under floods', rows)
  return goals
}

function growthUnder(name: FloodName, amount: number): Promise<{ highest: number; left: number }> {
  return withContestant('relay', async ({ server, load }) => {
    const before = await server.usage({ collect: true })
    const watch = watchHighest(server)
    await load.ask('flood', { port: server.port, name, amount })
    const highest = await watch.end()
    await load.ask('stop')
    await pause(500)
    const after = await server.usage({ collect: true })
    return { highest: (highest - before.rss) / MIB, left: (after.heap - before.heap) / MIB }
  })
}

/** Looks often at how much is resident; `end` answers the most there was. */
function watchHighest(server: Child): { end(): Promise<number> } {
  let isOver = false
  async function watch(): Promise<number> {
    let highest = 0
    for (;;) {
      const isLast = isOver
      highest = Math.max(highest, (await server.usage()).rss)
      if (isLast) return highest
      await pause(SAMPLE_MS)
    }
  }
  const watching = watch()
  return {
    end() {
      isOver = true
      return watching
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
