import type { Locator } from '@playwright/test'
import { type Box, expectChange, installWatch, seenChange, stillness } from './bench/pixels.ts'
import { type Busy, measureBusy } from './bench/busy.ts'
import { printTable, quantile } from './bench/figures.ts'
import { type FloorWaits, measureFloor } from './bench/floor.ts'
import { fillMap, withTwoPeople } from './bench/room.ts'
import { forgetStages, noteStages, readStages, type Stages } from './bench/stages.ts'
import { gather, type Player } from './cast/index.ts'
import { goblin } from './cast/sample-session.ts'

const isQuick = process.argv.includes('--quick')
const singleEdits = isQuick ? 30 : 120
const massEdits = isQuick ? 10 : 20
const massTokens = 1000
/** What a record of one token and of all of them is long. */
const singleBytes = 300
const massBytes = 66_000

/** One edit as both pages saw it; `seen` is when its pixels were there, in ms since 1970. */
interface Seen {
  readonly here: Stages & { readonly seen: number }
  readonly there: Stages & { readonly seen: number }
}

await withTwoPeople(async (gm, alice, browser) => {
  for (const person of [gm, alice]) await noteStages(person.context)
  await gather(gm, alice)
  for (const person of [gm, alice]) await installWatch(person.page)

  await gm.map.token(goblin).focus()
  const single = await measure(gm, alice, singleEdits, (person) => person.map.token(goblin))
  await fillMap(gm, massTokens)
  await alice.expectSaved()
  await gm.map.tokens.first().focus()
  await gm.page.keyboard.press('Control+a')
  const mass = await measure(gm, alice, massEdits, (person) => person.map.tokens.first())
  const work = await workOf(gm, alice)
  await gm.context.close()
  await alice.context.close()
  const floors = {
    single: { tokens: 1, bytes: singleBytes, isStoredFirst: false },
    mass: { tokens: massTokens, bytes: massBytes, isStoredFirst: false },
    massStoredFirst: { tokens: massTokens, bytes: massBytes, isStoredFirst: true },
  }
  const singleFloor = await measureFloor(browser, floors.single, massEdits)
  const massFloor = await measureFloor(browser, floors.mass, massEdits)
  const storedFloor = await measureFloor(browser, floors.massStoredFirst, massEdits)

  printTable('From the key to the canvas, in ms', [
    row('one token, own page', single.map(ownWait)),
    row("one token, the other's page", single.map(otherWait)),
    row(`${massTokens} tokens in one action, own page`, mass.map(ownWait)),
    row(`${massTokens} tokens in one action, the other's page`, mass.map(otherWait)),
  ])
  printTable('The same with bare pages that only copy discs, and a bare server that syncs, in ms', [
    ...floorRows('one disc', singleFloor),
    ...floorRows(`${massTokens} discs`, massFloor),
    ...floorRows(`${massTokens} discs, strictly in IndexedDB before they are sent`, storedFloor),
  ])
  printBreakdown('one token', single)
  printBreakdown(`${massTokens} tokens in one action`, mass)
  printTable(`Work of the main thread, ${massTokens} tokens in one action, processor ms an edit`, [
    { page: 'own', script: work.here.script / massEdits, all: work.here.all / massEdits },
    { page: 'other', script: work.there.script / massEdits, all: work.there.all / massEdits },
  ])
})

/** The same edits unwatched, so that only the product's own work counts. */
async function workOf(gm: Player, alice: Player): Promise<{ here: Busy; there: Busy }> {
  const [busyHere, busyThere] = [await measureBusy(gm.page), await measureBusy(alice.page)]
  for (let edit = 0; edit < massEdits; edit += 1) {
    await gm.page.keyboard.press(edit % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
    await gm.expectSaved()
    await alice.expectSaved()
    await gm.page.waitForTimeout(700)
  }
  return { here: await busyHere(), there: await busyThere() }
}

/** Presses arrows to and fro and waits until both see what is watched change; the focus is on a token. */
async function measure(
  gm: Player,
  alice: Player,
  edits: number,
  watched: (person: Player) => Locator,
): Promise<readonly Seen[]> {
  const all: Seen[] = []
  for (let edit = 0; edit < edits; edit += 1) {
    const [here, there] = [await boxOf(watched(gm)), await boxOf(watched(alice))]
    await expectChange(gm.page, here)
    await expectChange(alice.page, there)
    for (const person of [gm, alice]) await forgetStages(person.page)
    await gm.page.keyboard.press(edit % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
    const seenThere = await seenChange(alice.page)
    const seenHere = await seenChange(gm.page)
    await stillness(alice.page, there)
    all.push({
      here: { ...(await readStages(gm.page)), seen: seenHere },
      there: { ...(await readStages(alice.page)), seen: seenThere },
    })
  }
  return all
}

function ownWait({ here }: Seen): number {
  return between(here.key, here.seen)
}

function otherWait({ here, there }: Seen): number {
  return between(here.key, there.seen)
}

/** Where the time goes. An edit quicker than the browser's own timing of events leaves out a stage. */
function printBreakdown(what: string, edits: readonly Seen[]): void {
  const median = (of: (edit: Seen) => number) =>
    quantile(
      edits.map(of).filter((wait) => !Number.isNaN(wait)),
      0.5,
    )
  printTable(`Where the time goes, ${what}, medians in ms`, [
    stage('own: deed, world and screen', ({ here }) => between(here.key, here.handled)),
    stage('own: key until the frame', ({ here }) => between(here.key, here.painting)),
    stage('own: painting', ({ here }) => between(here.painting, here.painted)),
    stage('own: raster, compositing, watching', ({ here }) => between(here.painted, here.seen)),
    stage('own: key until sealed, kept and sent', ({ here }) => between(here.key, here.sent)),
    stage('relay', ({ here, there }) => between(here.sent, there.arrived)),
    stage('other: opened, merged, until the frame', ({ there }) =>
      between(there.arrived, there.painting),
    ),
    stage('other: painting', ({ there }) => between(there.painting, there.painted)),
    stage('other: raster, compositing, watching', ({ there }) =>
      between(there.painted, there.seen),
    ),
  ])

  function stage(name: string, of: (edit: Seen) => number) {
    return { stage: name, median: median(of) }
  }
}

async function boxOf(locator: Locator): Promise<Box> {
  await locator.waitFor()
  const box = await locator.boundingBox()
  if (box === null) throw new Error('What is watched is not in view.')
  return box
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? Number.NaN : to - from
}

function floorRows(what: string, { own, other }: FloorWaits) {
  return [row(`${what}, own page`, own), row(`${what}, the other's page`, other)]
}

function row(what: string, samples: readonly number[]): Record<string, string | number> {
  return {
    what,
    edits: String(samples.length),
    median: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
    longest: Math.max(...samples),
  }
}
