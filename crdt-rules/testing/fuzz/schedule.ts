import * as Y from 'yjs'
import { shortJson } from '../../json.ts'
import type { Receipt } from '../../receipts.ts'
import { summarise } from '../../update-summary.ts'
import { createRandom, type Random } from '../random.ts'
import { expectModel } from './expect-model.ts'
import { isTally, type Operation } from './model.ts'
import {
  entities,
  leafPaths,
  openReplicaDocument,
  type Clock,
  type Message,
  type Replica,
} from './replica.ts'
import { undoLast, type Undoable } from './undo.ts'
import { LIFE, randomEdit, writeLife, writePlainly, writeTally } from './writer.ts'

/**
 * Plays one schedule: devices that write, hear late, twice, in any order, through third ones,
 * restart, and run with wrong clocks. Throws what differs from the model, with the story so far.
 */
export function playSchedule(seed: number): void {
  const random = createRandom(seed)
  const clock: Clock = { nowMs: Date.UTC(2026, 0, 1) }
  const gmClients = new Set<number>()
  const replicas = Array.from({ length: 3 + random.below(2) }, (_, index) => join(index))
  const messages: Message[] = []
  const story: string[] = []
  const undoable = new Map<Replica, Undoable>()
  let lastClient = 1000

  try {
    const steps = 40 + random.below(60)
    for (let step = 0; step < steps; step += 1) {
      clock.nowMs += random.below(5) * 100
      const replica = random.pick(replicas)
      act(replica)
      expectModel(replica.document, replica.known, replica.name, isGm)
    }
    everybodyHears()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Seed ${seed}:\n  ${story.join('\n  ')}\n${reason}`, { cause: error })
  }

  function join(index: number): Replica {
    const skewMs = random.chance(0.4) ? random.pick([yearMs, -3 * yearMs, 700, -5000]) : 0
    const client = 100 + index * 10 + random.below(10)
    if (index === 0) gmClients.add(client)
    const now = () => clock.nowMs + skewMs
    const document = openReplicaDocument(now, client, isGm)
    return {
      name: `device ${index}`,
      document,
      client,
      isGm,
      now,
      known: new Set(),
      arrived: new Set(),
    }
  }

  function isGm(client: number): boolean {
    return gmClients.has(client)
  }

  function act(replica: Replica): void {
    const kind = random.below(100)
    if (kind < 55) transact(replica)
    else if (kind < 62) undo(replica)
    else if (kind < 88) deliver(replica, pickSome(messages, random))
    else if (kind < 95) learn(replica, random.pick(replicas))
    else restart(replica)
  }

  function transact(replica: Replica): void {
    const operations: Operation[] = []
    send(replica, operations, () =>
      replica.document.transact(() => {
        for (let count = 1 + random.below(3); count > 0; count -= 1) {
          operations.push(...write(replica))
          operations.forEach((operation) => replica.known.add(operation))
        }
      }),
    )
  }

  function write(replica: Replica): readonly Operation[] {
    if (random.chance(0.15)) return [live(replica, random.pick(entities))]
    const path = random.pick(leafPaths)
    const rule = replica.document.rules.ruleOf(path).name
    const edit = randomEdit(rule, random)
    story.push(`${replica.name}: ${path} ${shortJson(edit)}`)
    if (isTally(rule)) return writeTally(replica, path, edit)
    return [writePlainly(replica, path, edit)]
  }

  function live(replica: Replica, entity: string): Operation {
    const verb = random.pick(LIFE)
    story.push(`${replica.name}: ${verb} ${entity}`)
    return writeLife(replica, entity, verb)
  }

  function undo(replica: Replica): void {
    const last = undoable.get(replica)
    if (last === undefined) return
    story.push(`${replica.name}: undo`)
    const operations: Operation[] = []
    send(replica, operations, () => {
      const { made, receipt } = undoLast(replica, last)
      operations.push(...made)
      operations.forEach((operation) => replica.known.add(operation))
      return receipt
    })
  }

  /** Catches what a transaction sends, and remembers how to take it back. */
  function send(replica: Replica, operations: readonly Operation[], body: () => Receipt): void {
    const updates: Uint8Array[] = []
    const { doc } = replica.document
    const before = new Set(replica.known)
    const catchUpdate = (update: Uint8Array): number => updates.push(update)
    doc.on('update', catchUpdate)
    const receipt = body()
    doc.off('update', catchUpdate)
    undoable.set(replica, { receipt, operations, before })
    const [update] = updates
    if (update === undefined) return
    const message = messageAfter(messages, update, operations)
    messages.push(message)
    replica.arrived.add(message)
  }

  function deliver(replica: Replica, some: readonly Message[]): void {
    for (const message of some) {
      story.push(`${replica.name} hears message ${messages.indexOf(message)}`)
      replica.document.apply(message.update, 'network')
      replica.arrived.add(message)
      admit(replica)
    }
  }

  /** What the gate lets in: a message whose predecessors are in. */
  function admit(replica: Replica): void {
    const waiting = new Set<Message>()
    for (const message of messages) {
      const isIn =
        replica.arrived.has(message) && !message.follows.some((other) => waiting.has(other))
      if (isIn) message.operations.forEach((operation) => replica.known.add(operation))
      else waiting.add(message)
    }
  }

  function learn(replica: Replica, from: Replica): void {
    story.push(`${replica.name} learns all from ${from.name}`)
    const known = Y.encodeStateVector(replica.document.doc)
    replica.document.apply(Y.encodeStateAsUpdate(from.document.doc, known), 'network')
    from.known.forEach((operation) => replica.known.add(operation))
    for (const message of messages) {
      if (message.operations.every((one) => replica.known.has(one))) replica.arrived.add(message)
    }
    admit(replica)
  }

  function restart(replica: Replica): void {
    const isFresh = random.chance(0.5)
    story.push(`${replica.name} restarts ${isFresh ? 'under a fresh id' : 'as before'}`)
    const stored = Y.encodeStateAsUpdateV2(replica.document.doc)
    replica.document.destroy()
    if (isFresh) {
      lastClient += 1
      if (isGm(replica.client)) gmClients.add(lastClient)
      replica.client = lastClient
    }
    replica.document = openReplicaDocument(replica.now, replica.client, isGm, stored)
    // What waited at the gate was not stored.
    for (const message of replica.arrived) {
      if (!message.operations.every((one) => replica.known.has(one)))
        replica.arrived.delete(message)
    }
  }

  function everybodyHears(): void {
    const all = new Set(messages.flatMap(({ operations }) => operations))
    for (const replica of replicas) {
      deliver(replica, shuffled(messages, random))
      expectModel(replica.document, all, `${replica.name} in the end`, isGm)
      const stored = Y.encodeStateAsUpdate(replica.document.doc)
      const doc = new Y.Doc()
      Y.applyUpdate(doc, stored)
      const reloaded = openReplicaDocument(() => clock.nowMs, 1, isGm, Y.encodeStateAsUpdateV2(doc))
      expectModel(reloaded, all, `${replica.name} loaded again`, isGm)
    }
  }
}

function messageAfter(
  messages: readonly Message[],
  update: Uint8Array,
  operations: readonly Operation[],
): Message {
  const summary = summarise(update)
  if (summary === undefined) throw new Error('A document told something that is no update.')
  const { structs: wrote, deletions } = summary
  const follows = messages.filter((earlier) =>
    earlier.wrote.some(
      ({ client, from, to }) =>
        wrote.some((range) => range.client === client) ||
        deletions.some((range) => range.client === client && range.from < to && range.to > from),
    ),
  )
  return { update, operations, wrote, follows }
}

/** A few messages, in any order, some of them old. */
function pickSome(messages: readonly Message[], random: Random): readonly Message[] {
  if (messages.length === 0) return []
  const newest = messages.slice(-12)
  return Array.from({ length: 1 + random.below(8) }, () =>
    random.pick(random.chance(0.8) ? newest : messages),
  )
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, key: random.below(1_000_000) }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item)
}

const yearMs = 365 * 24 * 3600 * 1000
