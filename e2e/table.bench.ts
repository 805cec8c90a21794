import type { Page } from '@playwright/test'
import { printTable, quantile } from './bench/figures.ts'
import { fillMap, withTwoPeople } from './bench/room.ts'
import type { Player } from './cast/index.ts'

const tokens = 1000

/** What a page did while somebody moved the map: times between frames and long tasks, in ms. */
interface Observed {
  readonly frames: readonly number[]
  readonly longTasks: readonly number[]
}

await withTwoPeople(async (gm) => {
  await gm.startSession()
  const before = await heapMegabytes(gm.page)
  await fillMap(gm, tokens)
  const pan = await observe(gm.page, () => panAbout(gm))
  const zoom = await observe(gm.page, () => zoomAbout(gm))
  const after = await heapMegabytes(gm.page)

  printTable(`A map with ${tokens} tokens, times between frames in ms`, [
    row('pan', pan),
    row('zoom', zoom),
  ])
  printTable('Memory of the page, MB of JavaScript heap', [
    { when: 'at the start', heap: before },
    { when: `with ${tokens} tokens, after panning and zooming`, heap: after },
  ])
})

async function panAbout({ page, map }: Player): Promise<void> {
  const { x, y } = await middleOf(map)
  await page.keyboard.down('Space')
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let turn = 0; turn < 180; turn += 1) {
    const angle = turn / 14
    await page.mouse.move(x + 260 * Math.sin(angle), y + 160 * Math.sin(2 * angle))
  }
  await page.mouse.up()
  await page.keyboard.up('Space')
}

async function zoomAbout({ page, map }: Player): Promise<void> {
  const { x, y } = await middleOf(map)
  await page.mouse.move(x, y)
  for (let turn = 0; turn < 180; turn += 1) {
    await page.mouse.wheel(0, turn % 60 < 30 ? -60 : 60)
  }
}

async function middleOf(map: Player['map']): Promise<{ readonly x: number; readonly y: number }> {
  const box = await map.region.boundingBox()
  if (box === null) throw new Error('The map is not on the screen.')
  return { x: box.x + box.width / 3, y: box.y + box.height / 2 }
}

async function observe(page: Page, act: () => Promise<void>): Promise<Observed> {
  await page.evaluate(() => {
    const observed = { frames: [] as number[], longTasks: [] as number[], isOver: false }
    let last = performance.now()
    function frame(now: number): void {
      observed.frames.push(now - last)
      last = now
      if (!observed.isOver) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) observed.longTasks.push(entry.duration)
    }).observe({ type: 'longtask' })
    Object.assign(window, { observed })
  })
  await act()
  return page.evaluate(() => {
    const { observed } = window as unknown as { observed: Observed & { isOver: boolean } }
    observed.isOver = true
    return { frames: observed.frames.slice(1), longTasks: observed.longTasks }
  })
}

async function heapMegabytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize / 1024 / 1024
}

function row(what: string, { frames, longTasks }: Observed): Record<string, string | number> {
  return {
    what,
    frames: String(frames.length),
    median: quantile(frames, 0.5),
    p99: quantile(frames, 0.99),
    longest: Math.max(...frames),
    'long tasks': String(longTasks.length),
    'longest task': Math.max(0, ...longTasks),
  }
}
