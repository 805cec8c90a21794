import type { Page } from '@playwright/test'
import { printTable } from './bench/figures.ts'
import { framesRow, observeFrames } from './bench/frames.ts'
import { fallNight, largeMap, layLargeMap } from './bench/large-map.ts'
import { memoryOf, rendererOf } from './bench/machine.ts'
import { fillMap, withTwoPeople } from './bench/room.ts'
import { gather, type Player } from './cast/index.ts'
import { cleric } from './cast/sample-session.ts'

const tokens = 1000
/** How often hand or wheel move while frames are counted. */
const turns = process.argv.includes('--quick') ? 60 : 180
const steps = turns / 5

await withTwoPeople(async (gm, alice) => {
  await countCopies(gm.page)
  await gather(gm, alice)
  const before = { gm: await memoryOf(gm.page), alice: await memoryOf(alice.page) }
  await playCleric(alice)
  await layLargeMap(gm)
  await fillMap(gm, tokens)
  await alice.expectSaved()
  const day = [
    framesRow('GM: pan', await observeFrames(gm.page, () => panAbout(gm))),
    framesRow('GM: zoom', await observeFrames(gm.page, () => zoomAbout(gm))),
  ]
  await fallNight(gm)
  await pickCrowd(gm)
  const night = [
    framesRow('GM: pan', await observeFrames(gm.page, () => panAbout(gm))),
    framesRow('GM: zoom', await observeFrames(gm.page, () => zoomAbout(gm))),
    framesRow('GM: a crowd walks', await observeFrames(gm.page, () => walkAbout(gm))),
    framesRow('player: pan', await observeFrames(alice.page, () => panAbout(alice))),
    framesRow('player: pan while the crowd walks', await observeFrames(alice.page, panAndWalk)),
    framesRow('player: walks', await observeFrames(alice.page, () => walkAlone(alice))),
  ]
  const after = { gm: await memoryOf(gm.page), alice: await memoryOf(alice.page) }

  const { pixels, walls, lamps } = largeMap
  const map = `${pixels} by ${pixels} pixels, ${walls} walls, ${lamps} lamps, ${tokens} tokens with bars`
  console.log(`\nDrawn by ${await rendererOf(gm.page)}`)
  printTable(`A map of ${map}, by day: times between frames in ms`, day)
  printTable('The same by night, players in fog: times between frames in ms', night)
  printTable(`Memory, MB (${before.gm.counted})`, [
    { when: 'at the start', GM: before.gm.megabytes, player: before.alice.megabytes },
    { when: 'at the end', GM: after.gm.megabytes, player: after.alice.megabytes },
  ])
  printTable('Pictures copied to the screen for one frame: only what is in view', await culling(gm))

  async function panAndWalk(): Promise<void> {
    await Promise.all([panAbout(alice), walkAbout(gm)])
  }
})

/** The player looks through the eyes of one token. */
async function playCleric({ page }: Player): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`Play ${cleric}`)
  await page.keyboard.press('Enter')
}

/** Selects some of those in the middle of the map, by a box. */
async function pickCrowd(gm: Player): Promise<void> {
  const { x, y } = await middleOf(gm.map)
  await gm.page.keyboard.down('Shift')
  await gm.page.mouse.move(x - 90, y - 90)
  await gm.page.mouse.down()
  await gm.page.mouse.move(x + 90, y + 90, { steps: 5 })
  await gm.page.mouse.up()
  await gm.page.keyboard.up('Shift')
}

/** What is selected walks to and fro. */
async function walkAbout({ page }: Player): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press(step % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
    await page.waitForTimeout(60)
  }
}

/** The player's own token walks, and sees something else after each step. */
async function walkAlone(alice: Player): Promise<void> {
  await alice.page.keyboard.press('0')
  await alice.map.token(cleric).focus()
  await walkAbout(alice)
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
  for (let turn = 0; turn < turns; turn += 1) {
    const angle = turn / 14
    await page.mouse.move(x + 260 * Math.sin(angle), y + 160 * Math.sin(2 * angle))
  }
  await page.mouse.up()
  await page.keyboard.up('Space')
}

async function zoomAbout({ page, map }: Player): Promise<void> {
  const { x, y } = await middleOf(map)
  await page.mouse.move(x, y)
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, turn % 60 < 30 ? -60 : 60)
  }
}

async function middleOf(map: Player['map']): Promise<{ readonly x: number; readonly y: number }> {
  const box = await map.region.boundingBox()
  if (box === null) throw new Error('The map is not on the screen.')
  return { x: box.x + box.width / 3, y: box.y + box.height / 2 }
}
