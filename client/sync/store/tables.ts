import type { LogEpoch, TabId } from '#relay/wire'
import { z } from 'zod'
import { SessionKeys } from '../keys/session-keys.ts'
import { isDocumentName, type DocumentName } from '../names.ts'

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const Name = z.custom<DocumentName>((value) => typeof value === 'string' && isDocumentName(value))
const Tab = z.custom<TabId>((value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value))
const Epoch = z.custom<LogEpoch>((value) => typeof value === 'string' && value.length === 22)

const StoredTail = z.object({
  records: z.int(),
  bytes: z.int(),
  first: z.int(),
  last: z.int(),
})

/**
 * The tables of a device's store. Keys:
 * `sessions` [room], `settings` [name], `cursors` [room], `waiting` [room, tab, number],
 * `outgoing` [room, tab, tab id of the record, ctr], `arrived` [room, document, epoch, seq] and `'snapshot'` for one, `parts` [room, epoch, author, tab, ctr],
 * `unread` [room, stream, epoch, seq], `covered` [room, document, tab], `writers` [room, document, client id], `tabs` [room, tab],
 * `drifted` [room, document].
 */
export const TABLES = {
  /** Sessions of this device, with their secret keys. */
  sessions: z.object({
    keys: SessionKeys,
    name: z.string(),
    lastOpenedMs: z.number(),
    /** Whatever the lobby wants to remember beside it. */
    details: z.unknown().optional(),
  }),
  /** Named values: theme, profile, how far the clock is off and the like. */
  settings: z.object({ value: z.unknown() }),
  /** How far the log of a room has been applied and stored. */
  cursors: z.object({
    epoch: Epoch,
    seq: z.int().nonnegative(),
    hash: Bytes,
    /** Per stream, what follows its newest snapshot. */
    tails: z.array(z.tuple([z.number(), StoredTail])).optional(),
    /** Streams of which the log's beginning is lacking: it stands in snapshots that could not be opened yet. */
    lacking: z.array(z.number()).optional(),
  }),
  /** Changes made here that are not sealed yet. */
  waiting: z.object({ document: Name, update: Bytes }),
  /** Sealed records the log has not shown back yet. `update` is whole in the first part, empty in the others. */
  outgoing: z.object({
    document: Name,
    tab: Tab,
    ctr: z.int().positive(),
    update: Bytes,
    record: Bytes,
    changes: z.int().nonnegative(),
  }),
  /** Updates from the log that the document cache may not hold yet. */
  arrived: z.object({ update: Bytes }),
  /** Parts of updates that are longer than a record. */
  parts: z.object({ document: Name, part: z.int(), parts: z.int(), bytes: Bytes }),
  /** Records whose key has not come yet. */
  unread: z.object({ record: Bytes }),
  /** What of a document was in the log or the outbox when `arrived` rows were trimmed. */
  covered: z.object({ coverage: Bytes }),
  /**
   * Yjs client ids of this device, and the clock up to which it has stored what was written under them. `isAhead`: the
   * relay may have more.
   */
  writers: z.object({
    clock: z.int().nonnegative(),
    clean: z.boolean(),
    isAhead: z.boolean().default(false),
  }),
  /** Tabs that may have left something behind. A living tab holds the lock of its name. */
  tabs: z.object({ startedMs: z.number() }),
  /**
   * Documents that differed from another device's. `isReread`: `arrived` holds all that the log has of them.
   * `isRebuilt`: the copy was left behind since, and nobody has agreed with the new one yet.
   */
  drifted: z.object({ isReread: z.boolean(), isRebuilt: z.boolean().default(false) }),
} as const
