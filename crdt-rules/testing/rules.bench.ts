import { gzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { createCombat, type Combat } from './combat-load.ts'
import { keyValue, nestedMaps, ownRules, type Contestant, type Store } from './contestants.ts'

/** What one run of a contestant measured. */
interface Measurement {
  readonly bytes: number
  readonly zippedBytes: number
  readonly localPerSecond: number
  readonly remotePerSecond: number
  readonly heardPerSecond: number
  readonly coldLoadMs: number
  readonly thousandMs: number
  readonly thousandHeardMs: number
}

/**
 * What is collected before each measurement. With a full collection V8 throws away what it had compiled for documents
 * that are gone, so then the compiler is most of what is measured: as in the first seconds of a page.
 */
type Collection = 'young' | 'all'

const repetitions = 15
/** Rounds that only warm the machine up: V8 goes on compiling through the first 30,000 writes. */
const warmUps = 3
const blowCount = 10_000
const combat = createCombat(60, blowCount, 1)
const contestants = [nestedMaps, ownRules, keyValue]

console.log(
  `${blowCount} writes by 5 people in turns on ${combat.actors.length} actors, ` +
    `each received one by one and all read in the end; medians of ${repetitions} runs, in turns; ` +
    'processor time. Heard: while somebody is told which paths change.',
)
console.log('Compiled, as in a page that has been open for some seconds:')
print(compare('young'))
console.log('After a full collection, with which V8 compiles everything again:')
print(compare('all'))
console.log(
  'In brackets: the ratio to the nested Y.Map, which keeps no authors, times or siblings.',
)
console.log('Goals: at least 0.80 of its speed, at most 0.60 of its size.')
printSizes()
printHeardWrites()

/** The medians of every contestant, by name. */
function compare(collection: Collection): ReadonlyMap<string, Measurement> {
  const runs = inTurns((contestant) => measure(contestant, combat, collection))
  return new Map([...runs].map(([contestant, measured]) => [contestant.name, medians(measured)]))
}

/** What every contestant measured, warm. */
function inTurns<Measured>(
  run: (contestant: Contestant) => Measured,
): ReadonlyMap<Contestant, readonly Measured[]> {
  const runs = new Map<Contestant, Measured[]>(contestants.map((contestant) => [contestant, []]))
  for (let repetition = -warmUps; repetition < repetitions; repetition += 1) {
    // Whoever comes next pays for the garbage of who was before, so everybody is everywhere.
    for (const turn of contestants.keys()) {
      const contestant =
        contestants.at((warmUps + repetition + turn) % contestants.length) ?? ownRules
      const measured = run(contestant)
      if (repetition >= 0) runs.get(contestant)?.push(measured)
    }
  }
  return runs
}

function measure(contestant: Contestant, fight: Combat, collection: Collection): Measurement {
  const timed = (body: () => void): number => processorTime(body, collection)

  const doc = contestant.createDoc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const store = contestant.open(doc)
  for (const actor of fight.actors) store.add(actor)
  const setUp = updates.splice(0)

  const localMs = timed(() => fightOut(doc, store, fight))
  const [unheard, heard] = [open(contestant), open(contestant)]
  setUp.forEach(unheard.receive)
  setUp.forEach(heard.receive)
  const lengthOfPaths = heard.listen()
  const remoteMs = timed(() => receiveAll(unheard, updates))
  const heardMs = timed(() => receiveAll(heard, updates))
  const stored = Y.encodeStateAsUpdateV2(doc)
  updates.length = 0
  const thousandMs = timed(() => moveThousand(doc, store, fight))
  const thousandHeardMs = timed(() => receiveAll(heard, updates))
  if (lengthOfPaths() === 0) throw new Error('Nobody was told what changed.')
  return {
    bytes: stored.length,
    zippedBytes: gzipSync(stored).length,
    localPerSecond: (1000 * blowCount) / localMs,
    remotePerSecond: (1000 * blowCount) / remoteMs,
    heardPerSecond: (1000 * blowCount) / heardMs,
    coldLoadMs: timed(() => coldLoad(contestant, stored)),
    thousandMs,
    thousandHeardMs,
  }
}

/** By itself and last: what V8 learns of writes that are heard makes it compile those that are not anew. */
function printHeardWrites(): void {
  const runs = inTurns((contestant) => heardWritesPerSecond(contestant, combat))
  const base = medianOf(runs.get(nestedMaps) ?? [])
  const rows = [...runs].map(([{ name }, rates]) => {
    const rate = medianOf(rates)
    return [name, { 'local writes/s': `${rate.toFixed(0)} (${(rate / base).toFixed(2)})` }]
  })
  console.log('Local writes while somebody is told which paths change, compiled:')
  console.table(Object.fromEntries(rows))
}

function heardWritesPerSecond(contestant: Contestant, fight: Combat): number {
  const doc = contestant.createDoc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const store = contestant.open(doc)
  for (const actor of fight.actors) store.add(actor)
  const lengthOfPaths = store.listen()
  const milliseconds = processorTime(() => fightOut(doc, store, fight), 'young')
  if (lengthOfPaths() === 0) throw new Error('Nobody was told what was written here.')
  return (1000 * blowCount) / milliseconds
}

function open(contestant: Contestant): Store {
  return contestant.open(contestant.createDoc())
}

function receiveAll(store: Store, updates: readonly Uint8Array[]): void {
  updates.forEach(store.receive)
  store.readAll()
}

/** History is what costs a Y.Map, so the ratio depends on how much happens to each actor. */
function printSizes(): void {
  const sizes = [300, 1000, 3000, 10_000, 30_000].map((blows) => {
    const fight = createCombat(60, blows, 1)
    const [base, own] = [nestedMaps, ownRules].map((contestant) => sizeAfter(contestant, fight))
    return [
      `after ${blows} writes`,
      {
        [nestedMaps.name]: base,
        [ownRules.name]: own,
        ratio: ((own ?? NaN) / (base ?? NaN)).toFixed(2),
      },
    ]
  })
  console.log('Bytes, v2, as the fight goes on:')
  console.table(Object.fromEntries(sizes))
}

function sizeAfter(contestant: Contestant, fight: Combat): number {
  const doc = contestant.createDoc()
  const store = contestant.open(doc)
  for (const actor of fight.actors) store.add(actor)
  fightOut(doc, store, fight)
  return Y.encodeStateAsUpdateV2(doc).length
}

function fightOut(doc: Y.Doc, store: Store, { turns }: Combat): void {
  for (const { author, blows } of turns) {
    doc.clientID = author
    for (const blow of blows) store.perform(blow)
  }
}

function coldLoad(contestant: Contestant, stored: Uint8Array): void {
  const doc = contestant.createDoc()
  Y.applyUpdateV2(doc, stored)
  contestant.open(doc).readAll()
}

/** A thousand moves at once, as when the GM lines up an army. */
function moveThousand(doc: Y.Doc, store: Store, { actors }: Combat): void {
  doc.transact(() => {
    for (let index = 0; index < 1000; index += 1) {
      const actor = actors[index % actors.length] ?? ''
      store.perform({ type: 'move', actor, x: index, y: index })
    }
  })
}

/** Milliseconds of processor time: unlike the clock on the wall it ignores what else runs. */
function processorTime(body: () => void, collection: Collection): number {
  if (collection === 'all') globalThis.gc?.()
  else globalThis.gc?.({ type: 'minor' })
  const start = process.cpuUsage()
  body()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN
}

function medians(measured: readonly Measurement[]): Measurement {
  const median = (key: keyof Measurement): number => medianOf(measured.map((one) => one[key]))
  return {
    bytes: median('bytes'),
    zippedBytes: median('zippedBytes'),
    localPerSecond: median('localPerSecond'),
    remotePerSecond: median('remotePerSecond'),
    heardPerSecond: median('heardPerSecond'),
    coldLoadMs: median('coldLoadMs'),
    thousandMs: median('thousandMs'),
    thousandHeardMs: median('thousandHeardMs'),
  }
}

function print(measured: ReadonlyMap<string, Measurement>): void {
  const base = measured.get(nestedMaps.name)
  console.table(
    Object.fromEntries(
      [...measured].map(([name, one]) => {
        const cell = (key: keyof Measurement, digits: number): string =>
          `${one[key].toFixed(digits)} (${(one[key] / (base?.[key] ?? NaN)).toFixed(2)})`
        return [
          name,
          {
            'bytes, v2': cell('bytes', 0),
            gzipped: cell('zippedBytes', 0),
            'local writes/s': cell('localPerSecond', 0),
            'remote applies/s': cell('remotePerSecond', 0),
            'heard applies/s': cell('heardPerSecond', 0),
            'cold load ms': cell('coldLoadMs', 1),
            '1,000 at once, ms': cell('thousandMs', 1),
            'their arrival, ms': cell('thousandHeardMs', 1),
          },
        ]
      }),
    ),
  )
}
