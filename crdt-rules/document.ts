import type * as Y from 'yjs'
import { refuseEdit, type Edit } from './edit.ts'
import type { Entry, Sibling } from './entry.ts'
import { existencePathOf, planDeath, planLife } from './existence.ts'
import { createGate, type Applied } from './gate.ts'
import { shortJson, type Json } from './json.ts'
import { openLedger } from './ledger.ts'
import { createMerges, type Merge } from './merges.ts'
import { existenceSegment, refusePath } from './pattern.ts'
import { createReader, type Problem } from './reader.ts'
import { createRecorder, stillStands, type Receipt, type Recorder } from './receipts.ts'
import type { Plan } from './rule.ts'
import type { RuleSet } from './rule-set.ts'
import { toSibling } from './sibling.ts'
import { createSubscriptions, tellAll, type PathsListener } from './subscriptions.ts'
import { openWords } from './words.ts'

/** What a document of registers needs. */
export interface DocumentOptions {
  /** Holds the registers and nothing else. */
  readonly doc: Y.Doc
  readonly rules: RuleSet
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where `text` paths live: one root Y.Text per path. */
  readonly words?: Y.Doc | undefined
  /** The value of a path that was never written; also the base of a tally. */
  readonly defaults?: ((path: string) => Json | undefined) | undefined
  readonly isGm?: ((client: number) => boolean) | undefined
  /** Told once per path about a rule that threw. */
  readonly onProblem?: ((problem: Problem) => void) | undefined
}

/** Everything about one path. */
export interface Inspection {
  readonly path: string
  readonly rule: string
  readonly view: Json | undefined
  readonly siblings: readonly Sibling[]
  /** Whether the siblings hold writes made apart. */
  readonly contested: boolean
  readonly sentence: string
}

/** Registers at dotted paths, each read by its rule. Reading never writes. */
export interface RuleDocument {
  readonly doc: Y.Doc
  readonly rules: RuleSet
  /** The view of a register; the default when it was never written. */
  readonly read: (path: string) => Json | undefined
  /** Whether something is written there, so that it is not the default that shows. */
  readonly has: (path: string) => boolean
  readonly inspect: (path: string) => Inspection
  /** Why an edit would be refused, or undefined when it is fine. */
  readonly check: (path: string, edit: Edit) => string | undefined
  /** Writes, or throws the sentence of the refusal: `check` first what comes from outside. */
  readonly write: (path: string, edit: Edit) => void
  /** Many writes in one Yjs transaction; the receipt takes them back. */
  readonly transact: (body: () => void) => Receipt
  /** Takes back what a receipt did, by new writes; a path changed since is refused. */
  readonly undo: (receipt: Receipt) => Undone
  /** Entities are named by their first two segments, like 'tokens.t1'. */
  readonly create: (entity: string) => void
  /** Delete beats edit: writes made apart or later do not bring it back. */
  readonly remove: (entity: string) => void
  /** Brings back a removed entity with everything written since. */
  readonly restore: (entity: string) => void
  /** Removes an entity and deletes everything that is seen below it. */
  readonly purge: (entity: string) => void
  readonly exists: (entity: string) => boolean
  /** The ids of a kind that exist, sorted: entities('tokens') -> ['t1', ...]. */
  readonly entities: (kind: string) => readonly string[]
  /** The written paths at and below a prefix, sorted. */
  readonly paths: (prefix: string) => readonly string[]
  /** Tells changed paths at and below a prefix; '' hears everything. Existence is 'tokens.t1.$'. */
  readonly subscribe: (prefix: string, listener: PathsListener) => () => void
  /** What was written apart and still stands, derived from the siblings. */
  readonly merges: () => readonly Merge[]
  /** Told when others' writes arrive that were made apart from what stood here. */
  readonly onMerge: (listener: (merge: Merge) => void) => () => void
  readonly text: (path: string) => Y.Text
  /** Lets an update in, or holds it until everything its authors wrote before is there. */
  readonly apply: (update: Uint8Array, origin?: unknown) => Applied
  /** Stops listening to the documents; they stay as they are. */
  readonly destroy: () => void
}

/** What an undo did. The receipt takes the undo itself back. */
export interface Undone {
  readonly undone: string[]
  readonly refused: string[]
  readonly receipt: Receipt
}

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
  const gate = createGate(doc)
  const words =
    options.words === undefined ? undefined : openWords(options.words, subscriptions.tell)
  let changed = new Set<string>()

  function put(path: string, plan: Plan): void {
    const register = registers.find(path)
    const supersede = plan.supersede === 'all' ? [...(register?.entries ?? [])] : plan.supersede
    if (supersede.length === 0 && plan.insert.length === 0) return
    doc.transact((transaction) => {
      const claim = reader.claimOf(path)
      const done = ledger.write(transaction, path, claim, { supersede, insert: plan.insert })
      changed.add(path)
      for (const recorder of recorders) recorder.note(path, done)
    })
  }

  function standing(path: string): readonly Entry[] {
    return registers.find(path)?.entries ?? []
  }

  function check(path: string, edit: Edit): string | undefined {
    return refusePath(path) ?? refuseEdit(edit) ?? reader.refuse(path, edit)
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
        (path) => isBelow(path, prefix) && !path.endsWith(`.${existenceSegment}`) && has(path),
      )
    return [...found, ...(words?.paths(prefix) ?? [])].sort()
  }

  function finish(transaction: Y.Transaction): void {
    const arrivals = ledger.absorb(transaction)
    const told = new Set([...changed, ...arrivals.paths])
    changed = new Set()
    const met =
      mergeListeners.size === 0 || transaction.local ? [] : merges.among(arrivals.entriesByPath)
    tellAll([
      () => subscriptions.isEmpty() || told.size === 0 || subscriptions.tell(withReaders(told)),
      ...met.flatMap((merge) => [...mergeListeners].map((listener) => () => listener(merge))),
    ])
  }

  /** A path whose view reads a changed one has changed as well. */
  function withReaders(told: ReadonlySet<string>): ReadonlySet<string> {
    const all = new Set(told)
    for (const path of told) {
      for (const { path: reading, pattern, captures } of rules.readersOf(path)) {
        if (reading !== undefined) all.add(reading)
        else for (const other of readersAmong(pattern, captures)) all.add(other)
      }
    }
    return all
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
    return recorder.receipt((path) =>
      standing(path).map(({ client, clock }) => ({ client, clock })),
    )
  }

  function undo(receipt: Receipt): Undone {
    const undone: string[] = []
    const refused: string[] = []
    const undoing = transact(() => {
      for (const { path, after, ...written } of receipt.changes) {
        if (!stillStands(after, standing(path))) {
          refused.push(path)
          continue
        }
        const claim = reader.claimOf(path)
        const context = reader.contextOf(path, claim)
        put(
          path,
          reader.guard(
            path,
            () => claim.rule.revert(written, standing(path), context),
            () => ({ supersede: written.added, insert: written.superseded }),
          ),
        )
        undone.push(path)
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
    transact,
    undo,
    exists,
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

    write(path, edit) {
      const refusal = check(path, edit)
      if (refusal !== undefined) throw new Error(refusal)
      if (isWords(path)) {
        wordsFor(path).replace(path, 'set' in edit ? String(edit.set) : '')
        return
      }
      put(path, reader.plan(path, edit))
    },

    remove(entity) {
      const path = existencePathOf(entity)
      if (standing(path).length > 0 && !exists(entity) && merges.at(path) === undefined) return
      put(path, planDeath(entity, registers))
    },

    purge(entity) {
      const path = existencePathOf(entity)
      transact(() => {
        put(path, planDeath(entity, registers))
        for (const register of [...registers.ofEntity(entity)]) {
          if (register.path !== path) put(register.path, { supersede: 'all', insert: [] })
        }
        for (const text of words?.paths(entity) ?? []) words?.replace(text, '')
      })
    },

    entities: (kind) =>
      [...registers.entities()]
        .filter((entity) => entity.startsWith(`${kind}.`) && exists(entity))
        .map((entity) => entity.slice(kind.length + 1))
        .sort(),

    subscribe: subscriptions.subscribe,
    merges: merges.all,

    onMerge(listener) {
      const own = (merge: Merge): void => listener(merge)
      mergeListeners.add(own)
      return () => mergeListeners.delete(own)
    },

    text: (path) => wordsFor(path).text(path),
    apply: gate.apply,

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
