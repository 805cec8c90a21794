/**
 * Merge rules per path, on top of Yjs. Knows documents and peers; knows no game, screen or network.
 */
export type { Applied } from './admission.ts'
export { openDocument } from './document.ts'
export type { Edit } from './edit.ts'
export type { Beside, Dot, Entry, NewEntry, Sibling, Taken } from './entry.ts'
export { createGate, type Arrival, type Gate } from './gate.ts'
export { isJson, type Json } from './json.ts'
export type { Merge } from './merges.ts'
export { QuietDoc } from './quiet-doc.ts'
export type { Problem } from './reader.ts'
export { Receipt, type ReceiptChange } from './receipts.ts'
export type { Plan, Rule, RuleContext, Written } from './rule.ts'
export type { DocumentOptions, Inspection, RuleDocument, Undone } from './rule-document.ts'
export { combineRules, defineRules, type Claim, type Reader, type RuleSet } from './rule-set.ts'
export { addWinsSet, log } from './rules/collections.ts'
export { custom, type CustomOptions } from './rules/custom.ts'
export { max, min } from './rules/extremes.ts'
export { flag } from './rules/flag.ts'
export { gmWins } from './rules/gm-wins.ts'
export { lww } from './rules/lww.ts'
export { manual } from './rules/manual.ts'
export { order } from './rules/order.ts'
export { tally, type TallyOptions } from './rules/tally.ts'
export { text } from './rules/text.ts'
export { union, type UnionOptions } from './rules/union.ts'
export {
  hasGap,
  summarise,
  summariseDocument,
  type ClockRange,
  type UpdateSummary,
} from './update-summary.ts'
