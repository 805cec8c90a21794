import type { Page } from '@playwright/test'
import { printTable, quantile } from './bench/figures.ts'
import { fillMap, withTwoPeople } from './bench/room.ts'
import type { Player } from './cast/index.ts'

const tokens = 1000
const mapPixels = 8192

/** What a page did while somebody moved the map: times between frames and long tasks, in ms. */
interface Observed {
  readonly frames: readonly number[]
  readonly longTasks: readonly number[]
}

await withTwoPeople(async (gm) => {
  await countCopies(gm.page)
  await gm.startSession()
  const before = await heapMegabytes(gm.page)
  await layLargeMap(gm)
  await fillMap(gm, tokens)
  const bare = { pan: await observe(gm.page, () => panAbout(gm)) }
  const zoom = await observe(gm.page, () => zoomAbout(gm))
  await darkenAndCover(gm)
  const dark = { pan: await observe(gm.page, () => panAbout(gm)) }
  const darkZoom = await observe(gm.page, () => zoomAbout(gm))
  const after = await heapMegabytes(gm.page)

  const map = `${mapPixels} by ${mapPixels} pixels, ${tokens} tokens with bars`
  printTable(`A map of ${map}: times between frames in ms`, [
    row('pan', bare.pan),
    row('zoom', zoom),
    row('pan at night, partly hidden by hand', dark.pan),
    row('zoom at night, partly hidden by hand', darkZoom),
  ])
  printTable('Memory of the page, MB of JavaScript heap', [
    { when: 'at the start', heap: before },
    { when: 'at the end', heap: after },
  ])
  printTable('Pictures copied to the screen for one frame: only what is in view', await culling(gm))
})

/** Lays a picture on the table that is as large as most devices can show. */
async function layLargeMap(gm: Player): Promise<void> {
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  const input = gm.page.locator('dialog[open] input[data-map-file]')
  await input.evaluate(async (element, side) => {
    const canvas = new OffscreenCanvas(side, side)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw on a canvas.')
    for (let spot = 0; spot < 4000; spot += 1) {
      context.fillStyle = `hsl(${(spot * 37) % 60} 25% ${20 + (spot % 30)}%)`
      context.fillRect((spot * 7919) % side, (spot * 104_729) % side, 420, 420)
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
    const files = new DataTransfer()
    files.items.add(new File([blob], 'Large.jpg', { type: 'image/jpeg' }))
    const field = element as HTMLInputElement
    field.files = files.files
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }, mapPixels)
  await gm.page.getByText('Large is on the table.').waitFor({ timeout: 120_000 })
  await gm.page.keyboard.press('0')
}

/** Night with fog by hand over all of the map but a part of it. */
async function darkenAndCover(gm: Player): Promise<void> {
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  await gm.page.getByRole('combobox', { name: 'Light' }).selectOption('night')
  await gm.page.keyboard.press('Escape')
  await gm.page.getByRole('button', { name: 'Fog by hand' }).click()
  await gm.page.getByRole('button', { name: 'Hide all' }).click()
  const { x, y } = await middleOf(gm.map)
  await gm.page.mouse.move(x - 150, y - 150)
  await gm.page.mouse.down()
  await gm.page.mouse.move(x + 150, y + 150, { steps: 5 })
  await gm.page.mouse.up()
  await gm.page.getByRole('button', { name: 'Select and move' }).click()
}

/** How many pictures a frame copies, with all of the map in view and with a corner of it. */
async function culling(gm: Player): Promise<Record<string, string | number>[]> {
  await gm.page.keyboard.press('Escape')
  await gm.page.keyboard.press('0')
  const whole = await copiesInFrame(gm.page)
  const { x, y } = await middleOf(gm.map)
  await gm.page.mouse.move(x, y)
  for (let turn = 0; turn < 40; turn += 1) await gm.page.mouse.wheel(0, -120)
  const corner = await copiesInFrame(gm.page)
  return [
    { 'in view': 'the whole map', copies: String(whole) },
    { 'in view': 'a few cells', copies: String(corner) },
  ]
}

/** Notes the most pictures that a frame copied to canvases on the screen; to be called before the page opens. */
async function countCopies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = { most: 0, copies: 0, frame: undefined as unknown }
    Object.assign(window, { counted })
    const { drawImage } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.drawImage = function (
      this: CanvasRenderingContext2D,
      ...given: unknown[]
    ) {
      // The same all through one frame.
      const frame = document.timeline.currentTime
      if (counted.frame !== frame) Object.assign(counted, { copies: 0, frame })
      if (this.canvas.isConnected) counted.copies += 1
      counted.most = Math.max(counted.most, counted.copies)
      Reflect.apply(drawImage, this, given)
    }
  })
}

async function copiesInFrame(page: Page): Promise<number> {
  await page.waitForTimeout(1500)
  await page.evaluate(() => {
    Object.assign((window as unknown as { counted: object }).counted, { most: 0 })
  })
  await page.keyboard.press('-')
  await page.waitForTimeout(500)
  return page.evaluate(() => (window as unknown as { counted: { most: number } }).counted.most)
}

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
