import type * as Y from 'yjs'
import { createAdmission } from './admission.ts'
import { refuseEdit, type Edit } from './edit.ts'
import type { Entry } from './entry.ts'
import { existencePathOf, planDeath, planLife } from './existence.ts'
import { shortJson, type Json } from './json.ts'
import { expand, objectOf } from './leaves.ts'
import { openLedger, type Change } from './ledger.ts'
import { createMerges, type Merge } from './merges.ts'
import { existenceSegment, refusePath } from './pattern.ts'
import { createReader } from './reader.ts'
import {
  createRecorder,
  type EntriesChange,
  type Receipt,
  type Recorder,
  type WordsChange,
} from './receipts.ts'
import type { Claim, Reader as RuleReader } from './rule-set.ts'
import type { Plan } from './rule.ts'
import type { DocumentOptions, RuleDocument, Undone } from './rule-document.ts'
import { toSibling } from './sibling.ts'
import { existence } from './rules/existence.ts'
import { isRemoval } from './rules/removals.ts'
import { inTransaction } from './runs.ts'
import { createStandIns } from './stand-ins.ts'
import { createSubscriptions, tellAll } from './subscriptions.ts'
import { openWords } from './words.ts'

/** Opens the registers that live in a Yjs document. */
export function openDocument(options: DocumentOptions): RuleDocument {
  const { doc, rules, now } = options
  const ledger = openLedger(doc, now)
  const { registers } = ledger
  const defaults = options.defaults ?? (() => undefined)
  const reader = createReader({
    registers,
    rules,
    author: () => doc.clientID,
    defaults,
    isGm: options.isGm ?? (() => false),
    onProblem: options.onProblem ?? (() => undefined),
  })
  const merges = createMerges(registers, reader)
  const subscriptions = createSubscriptions()
  const mergeListeners = new Set<(merge: Merge) => void>()
  const recorders: Recorder[] = []
  const standIns = createStandIns()
  const words =
    options.words === undefined ? undefined : openWords(options.words, subscriptions.tell)
  let changed = new Set<string>()

  function put(path: string, plan: Plan, claim = reader.claimOf(path)): void {
    const supersede = plan.supersede === 'all' ? standing(path) : plan.supersede
    commit({ path, register: registers.find(path), claim, supersede, insert: plan.insert })
  }

  function commit(change: Change): void {
    if (change.supersede.length === 0 && change.insert.length === 0) return
    inTransaction(doc, (transaction) => {
      const done = ledger.write(transaction, change)
      if (!isUnheard()) changed.add(change.path)
      for (const recorder of recorders) recorder.note(change.path, done)
    })
  }

  function isUnheard(): boolean {
    return subscriptions.isEmpty() && mergeListeners.size === 0
  }

  function standing(path: string): readonly Entry[] {
    return registers.find(path)?.entries ?? nothing
  }

  function check(path: string, edit: Edit): string | undefined {
    return refusePath(path) ?? refuseAt(path, reader.claimOf(path), edit)
  }

  function refuseAt(path: string, claim: Claim, edit: Edit): string | undefined {
    const refusal = refuseEdit(edit)
    if (refusal !== undefined) return refusal
    const object = claim.isParent ? objectOf(edit) : undefined
    if (object === undefined) return reader.refuse(path, claim, edit)
    const expansion = expand(rules, path, object)
    if (expansion.type === 'refused') return expansion.sentence
    for (const leaf of expansion.leaves) {
      const sentence = check(leaf.path, { set: leaf.value })
      if (sentence !== undefined) return `${leaf.path}: ${sentence}`
    }
    return undefined
  }

  /** Each leaf by its own rule, all in one transaction. */
  function writeLeaves(path: string, object: Readonly<Record<string, Json>>): void {
    const expansion = expand(rules, path, object)
    if (expansion.type === 'refused') throw new Error(expansion.sentence)
    doc.transact(() => {
      for (const leaf of expansion.leaves) write(leaf.path, { set: leaf.value })
    })
  }

  function write(path: string, edit: Edit): void {
    const register = registers.find(path)
    const claim = register === undefined ? rules.claimOf(path) : reader.claimAt(register)
    const isPath = register !== undefined && claim.rule !== existence
    const refusal = (isPath ? undefined : refusePath(path)) ?? refuseAt(path, claim, edit)
    if (refusal !== undefined) throw new Error(refusal)
    if (claim.rule.holds === 'words') {
      return replaceWords(path, 'set' in edit && typeof edit.set === 'string' ? edit.set : '')
    }
    const object = claim.isParent ? objectOf(edit) : undefined
    if (object !== undefined) return writeLeaves(path, object)
    const plan = reader.plan(path, register, claim, edit)
    const supersede = plan.supersede === 'all' ? (register?.entries ?? nothing) : plan.supersede
    commit({ path, register, claim, supersede, insert: plan.insert })
  }

  function replaceWords(path: string, content: string): void {
    const typing = wordsFor(path).replace(path, content)
    for (const recorder of recorders) recorder.noteTyping(path, typing)
  }

  function isWords(path: string): boolean {
    return reader.claimOf(path).rule.holds === 'words'
  }

  function wordsFor(path: string): NonNullable<typeof words> {
    if (words !== undefined) return words
    throw new Error(`"${path}" is a text. Open the document with words to keep it in.`)
  }

  function read(path: string): Json | undefined {
    return words !== undefined && isWords(path)
      ? (words.read(path) ?? defaults(path))
      : reader.view(path)
  }

  function has(path: string): boolean {
    if (words !== undefined && isWords(path)) return words.read(path) !== undefined
    const register = registers.find(path)
    return register !== undefined && !reader.claimOf(path).rule.isBlank(reader.fitting(register))
  }

  function live(entity: string): void {
    const path = existencePathOf(entity)
    put(path, planLife(standing(path)))
  }

  function exists(entity: string): boolean {
    return reader.view(`${entity}.${existenceSegment}`) === true
  }

  function paths(prefix: string): readonly string[] {
    const entityRegisters =
      prefix.split('.').length < 2 ? registers.all() : registers.ofEntity(entityPart(prefix))
    const found = [...entityRegisters]
      .map(({ path }) => path)
      .filter(
        (path) =>
          isBelow(path, prefix) &&
          !path.endsWith(`.${existenceSegment}`) &&
          (has(path) || standing(path).some(isRemoval)),
      )
    return [...found, ...(words?.paths(prefix) ?? [])].sort()
  }

  function sweep(entity: string): void {
    const existencePath = existencePathOf(entity)
    transact(() => {
      for (const { path } of [...registers.ofEntity(entity)]) {
        if (path !== existencePath) put(path, { supersede: 'all', insert: [] })
      }
      for (const text of words?.paths(entity) ?? []) replaceWords(text, '')
    })
  }

  function finish(transaction: Y.Transaction): void {
    if (isUnheard()) {
      if (transaction.local) ledger.absorb(transaction)
      else ledger.postpone(transaction)
      // Clearing an empty set makes a new table for it.
      if (changed.size > 0) changed.clear()
      return
    }
    const arrivals = ledger.absorb(transaction)
    const isSilent = mergeListeners.size === 0 || transaction.local
    const met = isSilent || arrivals === undefined ? [] : merges.among(arrivals.entries)
    arrivals?.entries.forEach(({ register }) => changed.add(register.path))
    arrivals?.paths.forEach((path) => changed.add(path))
    const told = changed
    if (told.size === 0) return
    changed = new Set()
    for (const path of readingPaths(told)) told.add(path)
    tellAll([
      () => subscriptions.tell(told),
      ...met.flatMap((merge) => [...mergeListeners].map((listener) => () => listener(merge))),
    ])
  }

  /** A path whose view reads a changed one has changed as well. */
  function readingPaths(told: ReadonlySet<string>): readonly string[] {
    const reading: string[] = []
    for (const path of told) {
      for (const reader of readersOf(path)) {
        if (reader.path !== undefined) reading.push(reader.path)
        else reading.push(...readersAmong(reader.pattern, reader.captures))
      }
    }
    return reading
  }

  function readersOf(path: string): readonly RuleReader[] {
    const register = registers.find(path)
    if (register === undefined) return rules.readersOf(path)
    return (register.readers ??= rules.readersOf(path))
  }

  function readersAmong(pattern: string, captures: readonly string[]): readonly string[] {
    return [...registers.all()]
      .map(({ path }) => ({ path, claim: reader.claimOf(path) }))
      .filter(
        ({ claim }) =>
          claim.pattern === pattern &&
          captures.every((capture, index) => claim.captures[index] === capture),
      )
      .map(({ path }) => path)
  }

  function transact(body: () => void): Receipt {
    const recorder = createRecorder()
    recorders.push(recorder)
    try {
      doc.transact(body)
    } finally {
      recorders.splice(recorders.indexOf(recorder), 1)
    }
    return recorder.receipt(
      (path) => standing(path).map(({ client, clock }) => ({ client, clock })),
      (path, edits) => wordsFor(path).combine(path, edits),
    )
  }

  function undoEntries(change: EntriesChange): boolean {
    const { path } = change
    const before = [...standing(path)]
    const written = standIns.recognise(change, before)
    if (written === undefined) return false
    const claim = reader.claimOf(path)
    const context = reader.contextOf(path, claim)
    const plan = reader.guard(
      path,
      () => claim.rule.revert(written, before, context),
      (): Plan => ({ supersede: written.added, insert: written.superseded }),
    )
    put(path, plan)
    standIns.takenBack(change, before, [...standing(path)])
    return true
  }

  function undoTyping({ path, ...typing }: WordsChange): boolean {
    const undoing = words?.takeBack(path, typing)
    if (undoing === undefined) return false
    for (const recorder of recorders) recorder.noteTyping(path, undoing)
    return true
  }

  function undo(receipt: Receipt): Undone {
    const undone: string[] = []
    const refused: string[] = []
    const undoing = transact(() => {
      for (const change of receipt.changes) {
        const isTakenBack = change.type === 'words' ? undoTyping(change) : undoEntries(change)
        ;(isTakenBack ? undone : refused).push(change.path)
      }
    })
    return { undone, refused, receipt: undoing }
  }

  doc.on('afterTransaction', finish)

  return {
    doc,
    rules,
    read,
    has,
    check,
    write,
    transact,
    undo,
    exists,
    holds: (entity) => registers.holds(entity) || words?.holds(entity) === true,
    paths,
    create: live,
    restore: live,

    inspect(path) {
      const register = registers.find(path)
      const { rule } = reader.claimOf(path)
      const entries = register === undefined ? [] : reader.fitting(register)
      const merge = merges.at(path)
      const view = read(path)
      return {
        path,
        rule: rule.name,
        view,
        siblings: entries.map((entry) => toSibling(entry, rule.elementOf(entry))),
        contested: merge !== undefined,
        sentence:
          merge?.sentence ??
          (has(path)
            ? `${path} shows ${shortJson(view)}; nothing was written apart.`
            : `${path} was never written; the default shows: ${shortJson(view)}.`),
      }
    },

    remove(entity) {
      const path = existencePathOf(entity)
      if (standing(path).length > 0 && !exists(entity) && merges.at(path) === undefined) return
      put(path, planDeath(entity, registers))
    },

    sweep,

    purge(entity) {
      transact(() => {
        put(existencePathOf(entity), planDeath(entity, registers, { purges: true }))
        sweep(entity)
      })
    },

    entities: (kind) =>
      [...registers.ofKind(kind)]
        .filter((entity) => entity.length > kind.length && exists(entity))
        .map((entity) => entity.slice(kind.length + 1))
        .sort(),

    subscribe(prefix, listener) {
      ledger.catchUp()
      return subscriptions.subscribe(prefix, listener)
    },

    merges: merges.all,

    onMerge(listener) {
      ledger.catchUp()
      const own = (merge: Merge): void => listener(merge)
      mergeListeners.add(own)
      return () => mergeListeners.delete(own)
    },

    text: (path) => wordsFor(path).text(path),
    apply: createAdmission(doc),

    destroy() {
      doc.off('afterTransaction', finish)
      words?.destroy()
      subscriptions.clear()
      mergeListeners.clear()
    },
  }
}

function entityPart(prefix: string): string {
  return prefix.split('.', 2).join('.')
}

function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path === prefix || path.startsWith(`${prefix}.`)
}

const nothing: readonly Entry[] = []
