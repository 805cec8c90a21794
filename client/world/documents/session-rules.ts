import { combineRules, defineRules, log, lww, max, type RuleSet } from '#crdt-rules'
import { coreRules, type Plugin } from '#plugin-sdk'
import { z } from 'zod'
import { drawingRules } from '../drawings/drawing.ts'
import { journalRules } from '../journal/journal-entry.ts'
import { StoredEntry } from './stored-entry.ts'
import { StoredRecord } from '../log/stored-record.ts'

/** The rules of every document of a session: the game's shared ones, the system's, and the session's own. */
export function createSessionRules(plugin: Plugin): RuleSet {
  return combineRules(defineRules(coreRules), defineRules(plugin.rules), defineRules(sessionRules))
}

/** Where a log chunk, the GM's log and a private document keep their lines. */
export const recordsPath = 'log.all.records'
/** The number of the log chunk that new lines go to, in the table document. */
export const newestChunkPath = 'session.log.newest'
export const sessionNamePath = 'session.info.name'
export const firstScenePath = 'session.info.scene'

const sessionRules = {
  [recordsPath]: log(StoredRecord),
  [newestChunkPath]: max(z.int().min(0).max(1_000_000)),
  [sessionNamePath]: lww(z.string().max(80)),
  [firstScenePath]: lww(z.string().max(64)),
  'session.info.plugin': lww(z.object({ id: z.string().max(64), version: z.string().max(32) })),
  'roles.*.role': lww(z.enum(['gm', 'player', 'spectator'])),
  'compendium.*.entry': lww(StoredEntry),
  'tokens.*.rotation': lww(z.number().min(-360).max(360)),
  ...drawingRules,
  ...journalRules,
}
