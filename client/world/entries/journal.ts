import type { RuleDocument } from '#crdt-rules'
import type { SyncSession } from '../../sync/index.ts'
import { type Line, line } from '../../texts/told.ts'
import { copyEntity } from '../documents/copy-entity.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Secrets } from '../documents/secrets.ts'
import type { UndoPart } from '../deeds/undo.ts'
import type { Ids } from '../ids.ts'
import type { LogPart } from '../log/log.ts'
import type { Topics } from '../topics.ts'
import type { ActorSummary, Answer, MemberView, SceneSummary } from '../views.ts'
import { createHandouts } from './handouts.ts'
import { type Box, boxesIn, markOf } from './boxes.ts'
import { type EntryKind, longestFolder, longestTitle, type QuestState } from './journal-entry.ts'
import { createReading, type JournalReading } from './journal-reading.ts'
import { holdText, type SharedText } from './shared-text.ts'
import { refuse } from '../refuse.ts'

/** Entries that people write together, for everyone or for the GM alone. */
export interface Journal extends JournalReading {
  /** Also what is left out while a GM sees as a player. */
  readonly everything: JournalReading
  create(entry: {
    readonly title: string
    readonly folder?: string
    readonly kind?: EntryKind
    readonly secret?: boolean
  }): Begun
  change(id: string, change: EntryChange): Answer
  /** Ticks a box of the words as they are now, or clears it; others' boxes stay as they are. */
  tick(id: string, box: Box): Answer
  remove(id: string): Answer
  /** Takes an entry away from players; what they read before, their devices have seen. */
  hide(id: string): Answer
  reveal(id: string): Answer
  /** A hold of an entry's words to type into; undefined where I may only read. Close it after use. */
  hold(id: string): SharedText | undefined
  /** Brings an entry before members; of one that is hidden they get a copy as it is now. */
  show(id: string, members: readonly string[]): Answer
  /** Takes copies away again; what was read meanwhile stays read. */
  takeBack(id: string, members: readonly string[]): Answer
  /** Whether a member has been here, so that something can be shown to them. */
  canShowTo(member: string): boolean
}

/** What becomes different about an entry; the rest stays. */
export interface EntryChange {
  readonly title?: string
  readonly folder?: string
  readonly kind?: EntryKind
  readonly quest?: QuestState
}

/** Answers the id of what was begun. */
export type Begun =
  { readonly type: 'done'; readonly id: string } | Extract<Answer, { readonly type: 'refused' }>

interface JournalOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly topics: Topics
  readonly ids: Ids
  readonly log: LogPart
  readonly undo: UndoPart
  readonly actors: { all(): readonly ActorSummary[] }
  readonly scenes: { all(): readonly SceneSummary[] }
  readonly me: () => MemberView
  /** Whose eyes a GM looks through, and who is there for them. */
  readonly eyes: {
    readonly through: () => string | undefined
    readonly actors: () => readonly ActorSummary[]
    readonly scenes: () => readonly SceneSummary[]
  }
}

export function createJournal(options: JournalOptions): Journal {
  const { session, documents, merged, topics, log, undo } = options
  const { table, gm } = documents
  const handouts = createHandouts({ session, documents, onChange: changed })
  const reading = createReading({ ...options, handouts })
  const { through, actors, scenes } = options.eyes
  const seen = createReading({
    ...options,
    handouts,
    through,
    actors: { all: actors },
    scenes: { all: scenes },
  })

  function changed(): void {
    topics.tell('journal')
  }

  merged.subscribe('journal', changed)

  /** Writes to where the entry lives, as one step of undo. */
  function write(id: string, told: Line, body: (document: RuleDocument) => void): Answer {
    const entity = `journal.${id}`
    if (!session.canWrite('table')) return refuse(onlyReading)
    if (!merged.exists(entity)) return refuse('refused.entryGone')
    put(merged.holder(entity), told, body)
    return { type: 'done' }
  }

  function put(document: RuleDocument, told: Line, body: (document: RuleDocument) => void): void {
    const receipt = documents.write(document, () => body(document))
    const secret = document === gm
    undo.push({ line: told, receipts: [{ document, receipt }], secret, logged: false })
    session.urgent()
  }

  /** Between what everyone reads and what GMs read; what is there already stays. */
  function move(id: string, from: RuleDocument, to: RuleDocument): void {
    if (!from.exists(`journal.${id}`)) return
    const entity = `journal.${id}`
    documents.write(to, () => copyEntity(from, to, entity))
    documents.write(from, () => from.purge(entity))
    undo.forget([entity])
    session.urgent()
  }

  function moveByUndo(id: string, isHiding: boolean): Answer {
    if (gm === undefined) return refuse('refused.gmHideEntry')
    if (isHiding) move(id, table, gm)
    else move(id, gm, table)
    return { type: 'done' }
  }

  /** Turns a box over, by what stands between its brackets; the words around it stay. */
  function mark(id: string, { at, length, isTicked }: Box): Answer {
    const text = hold(id)
    if (text === undefined) return refuse(onlyReading)
    text.splice(at, length, markOf(!isTicked))
    text.close()
    session.urgent()
    return { type: 'done' }
  }

  /** By the words beside it: others may have written before it since. */
  function markByUndo([id = '', words = '']: readonly string[], isTicked: boolean): Answer {
    const box = boxesIn(reading.words(id)).find(
      (box) => box.isTicked === isTicked && box.words.slice(0, longestCall) === words,
    )
    return box === undefined ? refuse('refused.boxChanged') : mark(id, box)
  }

  function hold(id: string): SharedText | undefined {
    const entity = `journal.${id}`
    if (!merged.exists(entity) || !session.canWrite('table')) return undefined
    const document = merged.holder(entity)
    return holdText(document.text(`${entity}.words`), (body) => {
      documents.write(document, body)
    })
  }

  undo.teach({
    tickBox: { opposite: 'clearBox', run: (of) => markByUndo(of, false) },
    clearBox: { opposite: 'tickBox', run: (of) => markByUndo(of, true) },
    hideEntry: { opposite: 'revealEntry', run: ([id = '']) => moveByUndo(id, true) },
    revealEntry: { opposite: 'hideEntry', run: ([id = '']) => moveByUndo(id, false) },
  })

  return {
    ...seen,
    everything: reading,
    canShowTo: handouts.canReach,

    create({ title, folder = '', kind = 'note', secret = false }) {
      const document = secret ? gm : table
      if (!session.canWrite('table')) return refuse(onlyReading)
      if (document === undefined) return refuse('refused.gmSecretEntry')
      const id = options.ids.entry()
      const entity = `journal.${id}`
      const named = titleIn(title)
      if (named === '') return refuse('refused.entryTitle')
      put(document, line('told.entryAdded', named), () => {
        document.create(entity)
        document.write(`${entity}.title`, { set: named })
        document.write(`${entity}.made`, { set: { by: options.me().id, at: session.now() } })
        if (kind !== 'note') document.write(`${entity}.kind`, { set: kind })
        if (folder.trim() !== '') {
          document.write(`${entity}.folder`, { set: folder.trim().slice(0, longestFolder) })
        }
      })
      return { type: 'done', id }
    },

    change(id, { title, folder, kind, quest }) {
      const named = title === undefined ? undefined : titleIn(title)
      if (named === '') return refuse('refused.entryTitle')
      const before = reading.entry(id)
      const filed = folder?.trim().slice(0, longestFolder)
      const isRenamed = named !== undefined && named !== before?.title
      const isMoved = filed !== undefined && filed !== before?.folder
      const isOther = kind !== undefined && kind !== before?.kind
      const isTurned = quest !== undefined && quest !== before?.quest
      if (!isRenamed && !isMoved && !isOther && !isTurned) return { type: 'done' }
      const called = named ?? before?.title ?? ''
      const told = isTurned ? line(questTold[quest], called) : line('told.fileChanged', called)
      const answer = write(id, told, (document) => {
        if (isRenamed) document.write(`journal.${id}.title`, { set: named })
        if (isMoved) document.write(`journal.${id}.folder`, { set: filed })
        if (isOther) document.write(`journal.${id}.kind`, { set: kind })
        if (isTurned) document.write(`journal.${id}.quest`, { set: quest })
      })
      if (isTurned && answer.type === 'done') {
        const place = before?.place === 'shared' ? 'everyone' : 'gm'
        log.add({ kind: 'action', ...told, action: 'quest' }, place)
      }
      return answer
    },

    tick(id, box) {
      const answer = mark(id, box)
      if (answer.type === 'refused') return answer
      const verb = box.isTicked ? 'clearBox' : 'tickBox'
      const calls = [{ verb, of: [id, box.words.slice(0, longestCall)] }]
      const secret = gm?.exists(`journal.${id}`) === true
      const title = reading.entry(id)?.title ?? ''
      undo.push({ line: line('told.boxTicked', title), secret, logged: false, calls })
      return answer
    },

    remove(id) {
      const title = reading.entry(id)?.title ?? ''
      return write(id, line('told.entryRemoved', title), (document) =>
        document.remove(`journal.${id}`),
      )
    },

    hide(id) {
      if (gm === undefined) return refuse('refused.gmHideEntry')
      const entry = reading.entry(id)
      if (entry?.place !== 'shared') return { type: 'done' }
      move(id, table, gm)
      const calls = [{ verb: 'hideEntry', of: [id] }]
      undo.push({ line: line('told.entryHidden', entry.title), secret: true, logged: false, calls })
      return { type: 'done' }
    },

    reveal(id) {
      if (gm === undefined) return refuse('refused.gmRevealEntry')
      const entry = reading.entry(id)
      if (entry?.place !== 'secret') return { type: 'done' }
      move(id, gm, table)
      const told = line('told.entryRevealed', entry.title)
      log.add({ kind: 'action', ...told, action: 'reveal-entry' }, 'everyone')
      const calls = [{ verb: 'revealEntry', of: [id] }]
      undo.push({ line: told, secret: true, logged: false, calls })
      return { type: 'done' }
    },

    hold,

    show(id, members) {
      const entry = reading.entry(id)
      if (gm === undefined) return refuse('refused.gmHandout')
      if (entry === undefined) return refuse('refused.entryGone')
      const { title, made, place, kind, quest } = entry
      const reached = members.filter(handouts.canReach)
      const page = { title, made, kind, quest, words: reading.words(id) }
      const given = place === 'secret' ? reached.map((to) => handouts.give(id, to, page)) : []
      if (given.length > 0) {
        undo.push({
          line: line('told.handoutGiven', title),
          secret: true,
          logged: false,
          receipts: given,
        })
      }
      for (const member of reached) {
        const record = { kind: 'whisper', text: `[[${title}]]`, action: 'handout' } as const
        log.add({ ...record, to: member }, `private/${member}`)
      }
      session.urgent()
      const missing = members.filter((member) => !handouts.canReach(member))
      return missing.length === 0 ? { type: 'done' } : refuse('refused.handoutNotMet')
    },

    takeBack(id, members) {
      if (gm === undefined) return refuse('refused.gmHandoutBack')
      const holders = handouts.holders(id)
      const receipts = members
        .filter((member) => holders.includes(member) && handouts.canReach(member))
        .map((member) => handouts.take(id, member))
      if (receipts.length === 0) return refuse('refused.noCopy')
      const told = line('told.handoutTaken', reading.entry(id)?.title ?? '')
      undo.push({ line: told, secret: true, logged: false, receipts })
      session.urgent()
      return { type: 'done' }
    },
  }
}

/** A title that links can name: without brackets and bars. */
function titleIn(text: string): string {
  return text
    .replace(/[[\]|\s]+/g, ' ')
    .trim()
    .slice(0, longestTitle)
}

/** As many letters as a call of undo keeps of a box's words. */
const longestCall = 200
const questTold = {
  open: 'told.questOpen',
  done: 'told.questDone',
  failed: 'told.questFailed',
} as const
const onlyReading = 'refused.spectatorJournal'
