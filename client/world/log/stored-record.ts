import type { Json } from '#crdt-rules'
import { z } from 'zod'
import type { LogRecord } from '../views.ts'

const RolledDie = z.object({
  sides: z.number().finite(),
  value: z.number().finite(),
  kept: z.boolean(),
})

const StoredRoll = z.object({
  notation: z.string().max(200),
  total: z.number().finite(),
  dice: z.array(RolledDie).max(200),
  label: z.string().max(200).optional(),
})

const ToldParts = z.object({
  key: z.string().max(64),
  parts: z
    .array(z.union([z.string().max(4000), z.number().finite()]))
    .max(8)
    .readonly(),
})

/** What a sentence of the world is made of. */
export const StoredTold = ToldParts.extend({ of: ToldParts.optional() })

/** A log line as documents keep it. Other people's devices wrote it, so every part has a limit. */
export const StoredRecord = z.object({
  id: z.string().max(64),
  at: z.number().finite(),
  member: z.string().max(128),
  kind: z.enum(['chat', 'emote', 'roll', 'action', 'whisper']),
  text: z.string().max(4000),
  told: StoredTold.optional(),
  rolls: z.array(StoredRoll).max(100),
  changes: z
    .array(
      z.object({
        path: z.string().max(300),
        before: z.json().optional(),
        after: z.json().optional(),
      }),
    )
    .max(100),
  action: z.string().max(64).optional(),
  to: z.string().max(128).optional(),
})
export type StoredRecord = z.infer<typeof StoredRecord>

/** Cuts a line of our own to the limits that others hold it to. */
export function toStoredRecord(record: Omit<LogRecord, 'secret'>): Json {
  const { rolls, changes, ...rest } = record
  return JSON.parse(
    JSON.stringify({
      ...rest,
      text: record.text.slice(0, 4000),
      rolls: rolls.slice(0, 100).map((roll) => ({
        ...roll,
        notation: roll.notation.slice(0, 200),
        dice: roll.dice.slice(0, 200),
      })),
      changes: changes.slice(0, 100),
    }),
  ) as Json
}
