import type { Receipt, RuleDocument } from '#crdt-rules'
import type { SyncSession } from '../../sync/index.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { HandoutPage } from './journal-entry.ts'

/** Copies of entries in the private documents of members, which only they and the GM can open. */
export interface Handouts {
  /** The ids of the entries that a member was given; mine without one. */
  givenTo(member?: string): readonly string[]
  page(id: string, member?: string): HandoutPage | undefined
  /** The members who hold a copy, as far as their documents are open here. */
  holders(id: string): readonly string[]
  /** Whether a member can be given something: their private document is open here. */
  canReach(member: string): boolean
  give(id: string, member: string, page: HandoutPage): Written
  /** What was read meanwhile stays read. */
  take(id: string, member: string): Written
}

/** What was written where, so that it can be taken back. */
export interface Written {
  readonly document: RuleDocument
  readonly receipt: Receipt
}

export function createHandouts(options: {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly onChange: () => void
}): Handouts {
  const { session, documents } = options
  const byMember = new Map<string, RuleDocument>()

  documents.onOpened((document, name) => {
    if (!name.startsWith('private/')) return
    byMember.set(name.slice('private/'.length), document)
    document.subscribe('handouts', options.onChange)
    options.onChange()
  })

  function write(member: string, body: (document: RuleDocument) => void): Written {
    const document = byMember.get(member)
    if (document === undefined) throw new Error('Ask canReach before giving a handout.')
    return { document, receipt: documents.write(document, () => body(document)) }
  }

  const documentOf = (member = session.member) => byMember.get(member)

  return {
    givenTo: (member) => documentOf(member)?.entities('handouts') ?? [],
    page: (id, member) =>
      HandoutPage.safeParse(documentOf(member)?.read(`handouts.${id}.page`)).data,
    canReach: (member) => byMember.has(member) && session.canWrite(`private/${member}`),

    holders: (id) =>
      [...byMember].flatMap(([member, document]) =>
        member !== session.member && document.exists(`handouts.${id}`) ? [member] : [],
      ),

    give: (id, member, page) =>
      write(member, (document) => {
        if (!document.exists(`handouts.${id}`)) document.restore(`handouts.${id}`)
        document.write(`handouts.${id}.page`, { set: page })
      }),

    take: (id, member) => write(member, (document) => document.purge(`handouts.${id}`)),
  }
}
