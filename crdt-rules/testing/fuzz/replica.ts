import * as Y from 'yjs'
import { z } from 'zod'
import { openDocument } from '../../document.ts'
import type { RuleDocument } from '../../rule-document.ts'
import { defineRules } from '../../rule-set.ts'
import { addWinsSet, log } from '../../rules/collections.ts'
import { flag } from '../../rules/flag.ts'
import { lww } from '../../rules/lww.ts'
import { manual } from '../../rules/manual.ts'
import { order } from '../../rules/order.ts'
import { tally } from '../../rules/tally.ts'
import type { ClockRange } from '../../update-summary.ts'
import { custom } from '../../rules/custom.ts'
import { max, min } from '../../rules/extremes.ts'
import { gmWins } from '../../rules/gm-wins.ts'
import { union } from '../../rules/union.ts'
import { joined, peakOf, rawSumOf, type IsGm, type Operation } from './model.ts'

/** What one transaction sent to everybody. */
export interface Message {
  readonly update: Uint8Array
  readonly operations: readonly Operation[]
  readonly wrote: readonly ClockRange[]
  /** The messages that the gate wants first: its author's earlier ones when it writes, and those that it deletes from. */
  readonly follows: readonly Message[]
}

/** One device: its document, and what the model says that it knows. */
export interface Replica {
  readonly name: string
  document: RuleDocument
  client: number
  /** The same for everybody. */
  readonly isGm: IsGm
  /** Its wall clock in milliseconds since 1970, which may be ahead or behind. */
  readonly now: () => number
  readonly known: Set<Operation>
  /** Everything that arrived, also what waits at the gate. */
  readonly arrived: Set<Message>
}

/** The clock that all devices follow, more or less. */
export interface Clock {
  nowMs: number
}

/** Tally paths start from this value and stay within these bounds. */
export const tallyBounds = { base: 12, floor: 0, ceiling: 30 }

/** The sum at a path before its bounds are kept, for somebody who knows these operations. */
export function rawSumAt(known: Iterable<Operation>, path: string, isGm: IsGm): number {
  return rawSumOf(known, path, tallyBounds.base, path.endsWith('.gmTally') ? isGm : undefined)
}

/** What a path shows that nobody wrote to. */
export function defaultAt(path: string): number | undefined {
  return /\.(tally|gmTally)$/.test(path) ? tallyBounds.base : undefined
}

/** Opens a device's document under a client id, from what was stored if there is something. */
export function openReplicaDocument(
  now: () => number,
  client: number,
  isGm: IsGm,
  stored?: Uint8Array,
): RuleDocument {
  const doc = new Y.Doc()
  if (stored !== undefined) Y.applyUpdateV2(doc, stored)
  doc.clientID = client
  return openDocument({
    doc,
    rules,
    now,
    defaults: defaultAt,
    isGm,
    onProblem: ({ sentence }) => {
      throw new Error(sentence)
    },
  })
}

const boundedTally = tally({
  sets: 'min',
  floor: tallyBounds.floor,
  ceiling: tallyBounds.ceiling,
})

/** A path of every rule, below each of the entities. */
export const rules = defineRules({
  'things.*.lww': lww(z.number()),
  'things.*.min': min(),
  'things.*.flag': flag({ wins: 'on' }),
  'things.*.max': max(),
  'things.*.tally': boundedTally,
  'things.*.gmTally': gmWins(boundedTally),
  'things.*.gmLww': gmWins(lww(z.number())),
  'things.*.union': union({
    schema: z.array(z.number()),
    join: (left, right) => joined([left, right]),
  }),
  'things.*.peak': custom({
    name: 'peak',
    because: 'the greatest counts, and all that was added',
    schema: z.number(),
    additions: z.number(),
    fold: (siblings) => peakOf(siblings),
  }),
  'things.*.set': addWinsSet(z.string()),
  'things.*.log': log(z.number()),
  'things.*.order': order(z.number()),
  'things.*.manual': manual(z.number()),
})

/** What there is and is not in a schedule. */
export const entities = ['things.a', 'things.b']
const plain = ['lww', 'lww.deep', 'min', 'max', 'flag', 'set', 'log', 'order', 'manual']
const leaves = [...plain, 'tally', 'gmTally', 'gmLww', 'union', 'peak']
export const leafPaths = entities.flatMap((entity) => leaves.map((leaf) => `${entity}.${leaf}`))
