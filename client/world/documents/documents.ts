import {
  openDocument,
  type Problem,
  type Receipt,
  type RuleDocument,
  type RuleSet,
  type Undone,
} from '#crdt-rules'
import type { DocumentName, OpenDocument, SyncSession } from '../../sync/index.ts'
import { createAuthors } from './authors.ts'
import type { Defaults } from './templates.ts'

/** The documents of one session that are open on this device, each under the session's rules. */
export interface SessionDocuments {
  readonly table: RuleDocument
  readonly control: RuleDocument
  /** Only where the device holds the GM's key. */
  readonly gm: RuleDocument | undefined
  /** Opens a document once and keeps it. Rejects when the device has no key or storage for it. */
  open(name: DocumentName): Promise<RuleDocument>
  opened(name: DocumentName): RuleDocument | undefined
  /** The name of one that is open. */
  nameOf(document: RuleDocument): DocumentName | undefined
  /** Closes one that is no longer looked at. */
  close(name: DocumentName): void
  /** Tells every document, also those opened later. */
  onOpened(listener: (document: RuleDocument, name: DocumentName) => void): void
  /** Writes to one document in one transaction, and says once who owns this device's client id there. */
  write(document: RuleDocument, body: () => void): Receipt
  /** Takes a receipt back in one transaction; its own receipt takes that back. */
  undo(document: RuleDocument, receipt: Receipt): Undone
  /** The member behind a client id of that document. */
  memberOf(document: RuleDocument, client: number): string | undefined
  closeAll(): void
}

interface DocumentsOptions {
  readonly session: SyncSession
  readonly rules: RuleSet
  readonly defaultsOf: (document: () => RuleDocument) => Defaults
  readonly onProblem: (problem: Problem) => void
}

/** Opens what every screen needs: control, table, and for the GM the secret half. */
export async function openSessionDocuments(options: DocumentsOptions): Promise<SessionDocuments> {
  const { session } = options
  const opening = new Map<DocumentName, Promise<RuleDocument>>()
  const opened = new Map<DocumentName, RuleDocument>()
  const closers = new Map<DocumentName, () => void>()
  const listeners: ((document: RuleDocument, name: DocumentName) => void)[] = []

  const authors = createAuthors({
    member: session.member,
    isGm: session.role === 'gm',
    control: () => opened.get('control'),
    nameOf,
  })

  function nameOf(document: RuleDocument): DocumentName | undefined {
    for (const [name, one] of opened) if (one === document) return name
    return undefined
  }

  async function openNow(name: DocumentName): Promise<RuleDocument> {
    if (!session.canRead(name)) throw new Error(`This device holds no key for "${name}".`)
    const [own, words] = await openWithWords(session, name)
    const document: RuleDocument = openDocument({
      doc: own.doc,
      rules: options.rules,
      now: () => session.now(),
      words: words?.doc,
      defaults: options.defaultsOf(() => document),
      isGm: (client) => authors.isGm(document, client),
      onProblem: options.onProblem,
    })
    opened.set(name, document)
    closers.set(name, () => {
      document.destroy()
      own.close()
      words?.close()
    })
    for (const listener of listeners) listener(document, name)
    return document
  }

  function open(name: DocumentName): Promise<RuleDocument> {
    const known = opening.get(name)
    if (known !== undefined) return known
    const attempt = openNow(name)
    opening.set(name, attempt)
    attempt.catch(() => opening.delete(name))
    return attempt
  }

  /** In the same transaction, but not in the receipt: undoing a write leaves the author known. */
  function signed<Result>(document: RuleDocument, write: () => Result): Result {
    return document.doc.transact(() => {
      authors.sign(document)
      return write()
    })
  }

  const control = await open('control')
  const table = await open('table')
  const gm = session.canRead('gm') ? await open('gm') : undefined

  return {
    table,
    control,
    gm,
    open,
    opened: (name) => opened.get(name),
    memberOf: authors.memberOf,
    nameOf,

    close(name) {
      closers.get(name)?.()
      closers.delete(name)
      opened.delete(name)
      opening.delete(name)
    },

    onOpened(listener) {
      listeners.push(listener)
      for (const [name, document] of opened) listener(document, name)
    },

    write(document, body) {
      return signed(document, () => document.transact(body))
    },

    undo: (document, receipt) => signed(document, () => document.undo(receipt)),

    closeAll() {
      for (const close of closers.values()) close()
      closers.clear()
      opened.clear()
    },
  }
}

const wordsOf: Partial<Record<DocumentName, DocumentName>> = { table: 'words', gm: 'gmWords' }

/** Collaborative text lives beside registers, in a document of its own. */
async function openWithWords(
  session: SyncSession,
  name: DocumentName,
): Promise<[OpenDocument, OpenDocument | undefined]> {
  const words = wordsOf[name]
  return Promise.all([
    session.open(name),
    words === undefined ? Promise.resolve(undefined) : session.open(words),
  ])
}
