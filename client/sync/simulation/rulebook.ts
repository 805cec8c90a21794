import type { RuleDocument } from '#crdt-rules'
import type * as Y from 'yjs'
import type { DocumentName } from '../names.ts'
import type { Chance } from './chance.ts'

/** The game that an evening is played by, and its judge. Every deed leaves its id in the document's log. */
export interface Rulebook {
  open(doc: Y.Doc, now: () => number): RuleDocument
  /** Something at random that somebody might do. */
  invent(document: DocumentName, id: string, chance: Chance): Move
  /** What is wrong with the values of a document in the end, given the deeds that are in its log. */
  judge(document: DocumentName, game: RuleDocument): readonly string[]
}

/** What somebody is about to do. */
export interface Move {
  /** Does it, in one transaction, and says what it was. */
  perform(game: RuleDocument, isGm: boolean): string
}
