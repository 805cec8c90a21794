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

  const single = await measure(gm, alice, singleEdits, [goblin])
  await fillMap(gm, massTokens)
  await alice.expectSaved()
  await gm.map.region.getByRole('button').first().focus()
  await gm.page.keyboard.press('Control+a')
  const seen = await gm.map.namesOfTokens()
  const sample = [seen[0], seen[Math.floor(seen.length / 2)], seen.at(-1)].filter(
    (name) => name !== undefined,
  )
  const mass = await measure(gm, alice, massEdits, sample)

  printTable('From the key to the canvas, in ms', [
    row('one token, own page', single.here),
    row("one token, the other's page", single.there),
    row(`${massTokens} tokens in one action, own page`, mass.here),
    row(`${massTokens} tokens in one action, the other's page`, mass.there),
  ])
})

/** Presses arrows to and fro; the focus is on a token that is selected. */
async function measure(
  gm: Player,
  alice: Player,
  edits: number,
  names: readonly string[],
): Promise<Waits> {
  const [first] = names
  if (first === undefined) throw new Error('No token is in view.')
  await gm.map.token(first).focus()
  const waits: Waits = { here: [], there: [] }
  for (let edit = 0; edit < edits; edit += 1) {
    const here = await boxesOf(gm, names)
    const there = await boxesOf(alice, names)
    await expectChange(gm.page, here)
    await expectChange(alice.page, there)
    await gm.page.keyboard.press(edit % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
    const seenThere = await seenChange(alice.page)
    const pressed = await pressedAt(gm.page)
    waits.here.push((await seenChange(gm.page)) - pressed)
    waits.there.push(seenThere - pressed)
    for (const box of there) await stillness(alice.page, box)
  }
  return waits
}

async function boxesOf(person: Player, names: readonly string[]): Promise<readonly Box[]> {
  const boxes: Box[] = []
  for (const name of names) {
    const box = await person.map.token(name).boundingBox()
    if (box === null) throw new Error(`${name} is not in view of ${person.name}.`)
    boxes.push(box)
  }
  return boxes
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
