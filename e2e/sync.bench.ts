import type { Locator } from '@playwright/test'
import {
  type Box,
  expectChange,
  installWatch,
  pressedAt,
  seenChange,
  stillness,
} from './bench/pixels.ts'
import { printTable, quantile } from './bench/figures.ts'
import { fillMap, withTwoPeople } from './bench/room.ts'
import { gather, type Player } from './cast/index.ts'
import { goblin } from './cast/sample-session.ts'

const singleEdits = 120
const massEdits = 20
const massTokens = 1000

/** How long a person waits until they, and the other, see an edit: from the key to the canvas. */
interface Waits {
  readonly here: number[]
  readonly there: number[]
}

await withTwoPeople(async (gm, alice) => {
  await gather(gm, alice)
  for (const person of [gm, alice]) await installWatch(person.page)

  await gm.map.token(goblin).focus()
  const single = await measure(gm, alice, singleEdits, (person) => person.map.token(goblin))
  await fillMap(gm, massTokens)
  await alice.expectSaved()
  await gm.map.tokens.first().focus()
  await gm.page.keyboard.press('Control+a')
  const mass = await measure(gm, alice, massEdits, (person) => person.map.region)

  printTable('From the key to the canvas, in ms', [
    row('one token, own page', single.here),
    row("one token, the other's page", single.there),
    row(`${massTokens} tokens in one action, own page`, mass.here),
    row(`${massTokens} tokens in one action, the other's page`, mass.there),
  ])
})

/** Presses arrows to and fro and waits until both see what is watched change; the focus is on a token. */
async function measure(
  gm: Player,
  alice: Player,
  edits: number,
  watched: (person: Player) => Locator,
): Promise<Waits> {
  const waits: Waits = { here: [], there: [] }
  for (let edit = 0; edit < edits; edit += 1) {
    const [here, there] = [await boxOf(watched(gm)), await boxOf(watched(alice))]
    await expectChange(gm.page, here)
    await expectChange(alice.page, there)
    await gm.page.keyboard.press(edit % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
    const seenThere = await seenChange(alice.page)
    const pressed = await pressedAt(gm.page)
    waits.here.push((await seenChange(gm.page)) - pressed)
    waits.there.push(seenThere - pressed)
    await stillness(alice.page, there)
  }
  return waits
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('What is watched is not in view.')
  return box
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
