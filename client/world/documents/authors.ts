import type { RuleDocument } from '#crdt-rules'
import { z } from 'zod'
import type { DocumentName } from '../../sync/index.ts'

/** Who wrote an entry: entries carry a Yjs client id only. */
export interface Authors {
  /** Says once, in the document, whose this device's client id is; and for a GM, where only GMs write, that it is a GM's. */
  sign(document: RuleDocument): void
  /** The member behind a client id. */
  memberOf(document: RuleDocument, client: number): string | undefined
  isGm(document: RuleDocument, client: number): boolean
}

interface AuthorsOptions {
  readonly member: string
  readonly isGm: boolean
  readonly control: () => RuleDocument | undefined
  readonly nameOf: (document: RuleDocument) => DocumentName | undefined
}

/**
 * In a document that players write, anybody can claim to be anybody. That somebody is a GM is believed only where the
 * control document says so of that client id in that document: nobody but a GM can have written there. The claim
 * stands for names in lists; it moves no rule.
 */
export function createAuthors({ member, isGm, control, nameOf }: AuthorsOptions): Authors {
  function claimed(document: RuleDocument, client: number): string | undefined {
    const found = document.read(memberPath(client))
    return typeof found === 'string' ? found : undefined
  }

  function hasRole(found: string | undefined): boolean {
    return found !== undefined && control()?.read(`roles.${found}.role`) === 'gm'
  }

  function isVouchedFor(document: RuleDocument, client: number, found: string): boolean {
    const name = nameOf(document)
    if (name === undefined || !isShared(name)) return true
    const vouched = GmWriter.safeParse(control()?.read(gmWriterPath(client))).data
    return vouched?.document === name && vouched.member === found
  }

  function vouch(document: RuleDocument): void {
    const [name, rights] = [nameOf(document), control()]
    const path = gmWriterPath(document.doc.clientID)
    if (!isGm || name === undefined || rights === undefined || !isShared(name)) return
    if (rights.has(path)) return
    rights.transact(() => {
      recordIn(rights)
      rights.write(path, { set: { document: name, member } })
    })
  }

  function recordIn(document: RuleDocument): void {
    const path = memberPath(document.doc.clientID)
    if (!document.has(path)) document.write(path, { set: member })
  }

  return {
    sign(document) {
      vouch(document)
      recordIn(document)
    },

    memberOf(document, client) {
      const found = claimed(document, client)
      if (found === undefined || !hasRole(found)) return found
      return isVouchedFor(document, client, found) ? found : undefined
    },

    isGm(document, client) {
      const found = claimed(document, client)
      return found !== undefined && hasRole(found) && isVouchedFor(document, client, found)
    },
  }
}

/** In the control document: a client id of a GM, and the document in which it is one. */
export const GmWriter = z.object({ document: z.string().max(80), member: z.string().max(64) })

function memberPath(client: number): string {
  return `writers.${client}.member`
}

function gmWriterPath(client: number): string {
  return `gmWriters.${client}.in`
}

/** Whether others than GMs write there. */
function isShared(name: DocumentName): boolean {
  return name !== 'control' && !name.startsWith('gm')
}
