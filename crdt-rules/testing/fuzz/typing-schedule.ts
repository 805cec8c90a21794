import * as Y from 'yjs'
import { openDocument } from '../../document.ts'
import { createGate, type Gate } from '../../gate.ts'
import type { Receipt } from '../../receipts.ts'
import type { RuleDocument } from '../../rule-document.ts'
import { defineRules } from '../../rule-set.ts'
import { text } from '../../rules/text.ts'
import { summarise } from '../../update-summary.ts'
import { createRandom, type Random } from '../random.ts'
import { expectText, expectUndone, standingIn, type Glyph, type Stroke } from './typing-model.ts'

/** One stroke on its way to everybody. */
interface Message {
  readonly arrival: Parameters<
    Gate<{ readonly update: Uint8Array; readonly summary: Summary }>['pass']
  >[0][0]
  readonly stroke: Stroke
  /** What has to be there before: its author's earlier strokes, those it deletes from, those it stands beside. */
  readonly follows: readonly Message[]
}

type Summary = NonNullable<ReturnType<typeof summarise>>

/** Somebody who types, and what the model says they know. */
interface Typist {
  readonly name: string
  words: Y.Doc
  document: RuleDocument
  gate: Gate<Message['arrival']>
  readonly known: Set<Stroke>
  readonly arrived: Set<Message>
  last?: { readonly receipt: Receipt; readonly stroke: Stroke } | undefined
}

/**
 * Plays one schedule: people who type into one text apart, hear late, twice, in any order, restart and take back. Throws
 * what differs from the model, with the story so far.
 */
export function playTyping(seed: number): void {
  const random = createRandom(seed)
  const messages: Message[] = []
  const story: string[] = []
  let lastClient = 100
  let lastLetter = 0x4e00
  const typists = Array.from({ length: 2 + random.below(2) }, (_, index) =>
    begin(`typist ${index}`),
  )

  try {
    for (let step = 30 + random.below(50); step > 0; step -= 1) {
      const typist = random.pick(typists)
      act(typist)
      expectText(typist.document.text(PATH).toJSON(), typist.known, typist.name)
    }
    const all = new Set(messages.map(({ stroke }) => stroke))
    const [first, ...others] = typists.map((typist) => {
      hear(typist, shuffled(messages, random))
      const shown = typist.document.text(PATH).toJSON()
      expectText(shown, all, `${typist.name} in the end`)
      return shown
    })
    if (others.some((other) => other !== first)) throw new Error('They read different texts.')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Seed ${seed}:\n  ${story.join('\n  ')}\n${reason}`, { cause: error })
  }

  function begin(name: string): Typist {
    return { name, ...openText(newClient()), known: new Set(), arrived: new Set() }
  }

  function newClient(): number {
    lastClient += 1 + random.below(9)
    return lastClient
  }

  function act(typist: Typist): void {
    const kind = random.below(100)
    if (kind < 45) type(typist)
    else if (kind < 57) takeBack(typist)
    else if (kind < 93) hear(typist, pickSome(messages, random))
    else restart(typist)
  }

  /** Puts letters that are new in the place of some that stand there, of which there may be none. */
  function type(typist: Typist): void {
    const before = typist.document.text(PATH).toJSON()
    const standing = standingIn(typist.known)
    const from = random.below(before.length + 1)
    const to = Math.min(before.length, from + (random.chance(0.4) ? random.below(4) : 0))
    // Of a letter that stands twice nobody can tell which of the two a comparison of texts takes.
    if (new Set(before).size < before.length) return
    const run = Array.from({ length: to > from ? random.below(3) : 1 + random.below(3) }, newLetter)
    if (run.length === 0 && from === to) return
    const glyphsOf = (letters: string): readonly Glyph[] =>
      [...letters].flatMap((letter) => standing.filter((glyph) => glyph.letter === letter))
    const stroke: Stroke = {
      typed: run.map((letter) => ({ letter })),
      erased: glyphsOf(before.slice(from, to)),
      before: glyphsOf(before.slice(0, from)),
      after: glyphsOf(before.slice(to)),
    }
    const set = before.slice(0, from) + run.join('') + before.slice(to)
    story.push(`${typist.name} makes ${before} ${set}`)
    send(typist, () => {
      const receipt = typist.document.transact(() => typist.document.write(PATH, { set }))
      return { receipt, stroke }
    })
  }

  function newLetter(): string {
    lastLetter += 1
    return String.fromCodePoint(lastLetter)
  }

  function takeBack(typist: Typist): void {
    const { last, document, known } = typist
    if (last === undefined) return
    story.push(`${typist.name} takes back`)
    send(typist, () => {
      const before = document.text(PATH).toJSON()
      const { receipt, refused } = document.undo(last.receipt)
      const after = document.text(PATH).toJSON()
      const stroke = expectUndone(last.stroke, known, {
        before,
        after,
        isRefused: refused.length > 0,
      })
      return { receipt, stroke }
    })
  }

  function send(typist: Typist, body: () => NonNullable<Typist['last']>): void {
    const updates: Uint8Array[] = []
    const catchUpdate = (update: Uint8Array): number => updates.push(update)
    typist.words.on('update', catchUpdate)
    const done = body()
    typist.words.off('update', catchUpdate)
    const [update] = updates
    if (update === undefined) return
    if (updates.length > 1) throw new Error('One stroke became several updates.')
    typist.last = done
    const message = messageOf(update, done.stroke, messages)
    messages.push(message)
    typist.arrived.add(message)
    typist.known.add(done.stroke)
  }

  function hear(typist: Typist, some: readonly Message[]): void {
    for (const message of some) {
      story.push(`${typist.name} hears message ${messages.indexOf(message)}`)
      typist.gate.pass([message.arrival], (update) =>
        Y.applyUpdate(typist.words, update, 'network'),
      )
      typist.arrived.add(message)
    }
    const waiting = new Set<Message>()
    for (const message of messages) {
      const isIn =
        typist.arrived.has(message) && !message.follows.some((other) => waiting.has(other))
      if (isIn) typist.known.add(message.stroke)
      else waiting.add(message)
    }
  }

  function restart(typist: Typist): void {
    // What Yjs has put aside is stored with it, and would come in by and by.
    if (typist.words.store.pendingStructs !== null) return
    story.push(`${typist.name} restarts`)
    const stored = Y.encodeStateAsUpdateV2(typist.words)
    const client = random.chance(0.5) ? newClient() : typist.words.clientID
    typist.document.destroy()
    Object.assign(typist, openText(client, stored))
    for (const message of typist.arrived) {
      if (!typist.known.has(message.stroke)) typist.arrived.delete(message)
    }
  }
}

const PATH = 'things.a.text'
const rules = defineRules({ 'things.*.text': text() })

function openText(
  client: number,
  stored?: Uint8Array,
): Pick<Typist, 'words' | 'document' | 'gate'> {
  const words = new Y.Doc()
  if (stored !== undefined) Y.applyUpdateV2(words, stored)
  words.clientID = client
  const document = openDocument({ doc: new Y.Doc(), words, rules, now: () => 0 })
  return { words, document, gate: createGate(words) }
}

function messageOf(update: Uint8Array, stroke: Stroke, earlier: readonly Message[]): Message {
  const summary = summarise(update)
  if (summary === undefined) throw new Error('A document told something that is no update.')
  const beside = Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item ? [struct.origin, struct.rightOrigin] : [],
  )
  const own = new Set(summary.structs.map(({ client }) => client))
  const follows = earlier.filter(({ arrival }) =>
    arrival.summary.structs.some(
      ({ client, from, to }) =>
        own.has(client) ||
        beside.some((id) => id?.client === client && id.clock >= from && id.clock < to) ||
        summary.deletions.some(
          (gone) => gone.client === client && gone.from < to && gone.to > from,
        ),
    ),
  )
  return { arrival: { update, summary }, stroke, follows }
}

function pickSome(messages: readonly Message[], random: Random): readonly Message[] {
  if (messages.length === 0) return []
  return Array.from({ length: 1 + random.below(6) }, () => random.pick(messages))
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, key: random.below(1_000_000) }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item)
}
