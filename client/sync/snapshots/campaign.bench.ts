import {
  addWinsSet,
  createGate,
  defineRules,
  lww,
  openDocument,
  type RuleDocument,
  summarise,
  tally,
} from '#crdt-rules'
import { performance } from 'node:perf_hooks'
import * as Y from 'yjs'
import { z } from 'zod'
import { createPlainSuite } from '../sealing/crypto-suite.ts'
import { createChance } from '../simulation/chance.ts'
import { decodeStates, encodeStates } from './snapshot-payload.ts'

/** What a year of play costs whoever joins or was away: 500,000 writes of 40 devices, five of them an evening. */
const WRITES = 500_000
const DEVICES = 40
const AT_ONCE = 5
const EVENINGS = 100
const ACTORS = 120
const AWAY_WRITES = 500
const REPETITIONS = 5

const rules = defineRules({
  'actors.*.hp': tally({ sets: 'min' }),
  'actors.*.conditions': addWinsSet(z.string()),
  'actors.*.name': lww(z.string()),
  'tokens.*.position': lww(z.object({ x: z.number(), y: z.number() })),
})
const chance = createChance(1)
const suite = createPlainSuite()
const [key, nonce, additional] = [chance.bytes(32), chance.bytes(24), new Uint8Array(0)]

function openGame(doc: Y.Doc): RuleDocument {
  return openDocument({ doc, rules, now: () => 1_700_000_000_000 })
}

function write(game: RuleDocument): void {
  const actor = `a${chance.below(ACTORS)}`
  const kind = chance.below(10)
  if (kind < 5) {
    const position = { x: chance.below(4000), y: chance.below(4000) }
    game.write(`tokens.${actor}.position`, { set: position })
  } else if (kind < 8) game.write(`actors.${actor}.hp`, { add: chance.below(11) - 6 })
  else if (kind < 9) game.write(`actors.${actor}.hp`, { set: chance.below(40) })
  else {
    const condition = chance.pick(['prone', 'poisoned', 'blessed'])
    const edit = chance.happens(0.5) ? { add: condition } : { remove: condition }
    game.write(`actors.${actor}.conditions`, edit)
  }
}

/** Five devices play an evening, each hearing the others after every tenth write. */
function playEvening(state: Uint8Array, evening: number): Uint8Array {
  const players = Array.from({ length: AT_ONCE }, (_, seat) => {
    const doc = new Y.Doc()
    Y.applyUpdateV2(doc, state)
    doc.clientID = 1 + ((evening * AT_ONCE + seat) % DEVICES)
    return { doc, game: openGame(doc) }
  })
  const turns = WRITES / EVENINGS / AT_ONCE / 10
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { doc, game } of players) {
      const before = Y.encodeStateVector(doc)
      for (let count = 0; count < 10; count += 1) write(game)
      const update = Y.encodeStateAsUpdate(doc, before)
      for (const other of players) if (other.doc !== doc) Y.applyUpdate(other.doc, update)
    }
  }
  const [first] = players
  if (first === undefined) throw new Error('Nobody plays.')
  return Y.encodeStateAsUpdateV2(first.doc)
}

function playYear(): { readonly state: Uint8Array; readonly afterFirst: Uint8Array } {
  let state = Y.encodeStateAsUpdateV2(new Y.Doc())
  let afterFirst = state
  for (let evening = 0; evening < EVENINGS; evening += 1) {
    state = playEvening(state, evening)
    if (evening === 0) afterFirst = state
    process.stderr.write(`\revening ${evening + 1} of ${EVENINGS}`)
  }
  process.stderr.write('\n')
  return { state, afterFirst }
}

const started = performance.now()
const { state, afterFirst } = playYear()
const playedSeconds = (performance.now() - started) / 1000
const plaintext = encodeStates([{ document: 'table', state }], Infinity)
const sealed = suite.seal(key, nonce, additional, plaintext)

const steps = new Map<string, number[]>()
function timed<Answer>(step: string, run: () => Answer): Answer {
  const from = performance.now()
  const answer = run()
  steps.set(step, [...(steps.get(step) ?? []), performance.now() - from])
  return answer
}

for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
  const limit = new Y.Doc()
  timed('limit: Yjs alone reads the bytes', () => Y.applyUpdateV2(limit, state))
  join('joins', new Y.Doc())
  const away = new Y.Doc()
  Y.applyUpdateV2(away, afterFirst)
  const game = openGame(away)
  for (let count = 0; count < AWAY_WRITES; count += 1) write(game)
  join('was away', away)
  timed('was away: what the others lack', () =>
    Y.encodeStateAsUpdate(away, Y.encodeStateVector(limit)),
  )
}

function join(who: string, doc: Y.Doc): void {
  const opened = timed(`${who}: opened`, () => suite.open(key, nonce, additional, sealed))
  const states = opened === undefined ? undefined : decodeStates(opened)
  const [snapshot] = states ?? []
  if (snapshot === undefined) throw new Error('The snapshot does not open.')
  const update = timed(`${who}: found whole`, () => {
    const scratch = new Y.Doc()
    Y.applyUpdateV2(scratch, snapshot.state)
    return Y.encodeStateAsUpdate(scratch)
  })
  const summary = timed(`${who}: summarised`, () => summarise(update))
  if (summary === undefined) throw new Error('The snapshot is no update.')
  timed(`${who}: merged`, () => {
    createGate(doc).pass([{ update, summary }], (each) => Y.applyUpdate(doc, each))
  })
  timed(`${who}: read by the rules`, () => {
    const game = openGame(doc)
    for (const path of game.paths('')) game.read(path)
  })
}

console.log(
  `${WRITES} writes of ${DEVICES} devices over ${EVENINGS} evenings (played in ${playedSeconds.toFixed(0)} s); ` +
    `snapshot ${(sealed.length / 1024).toFixed(0)} KiB sealed; medians of ${REPETITIONS}.`,
)
const medians = [...steps].map(([step, times]) => [step, median(times)] as const)
console.table(
  Object.fromEntries(medians.map(([step, ms]) => [step, { ms: Number(ms.toFixed(1)) }])),
)
for (const who of ['joins', 'was away']) {
  const total = medians
    .filter(([step]) => step.startsWith(who))
    .reduce((sum, [, ms]) => sum + ms, 0)
  console.log(`${who}: ${total.toFixed(0)} ms of processing`)
}

function median(times: readonly number[]): number {
  return [...times].sort((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0
}
