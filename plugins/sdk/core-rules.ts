import { addWinsSet, flag, lww, max, order, text, type Rule } from '#crdt-rules'
import { z } from 'zod'

const shortText = z.string().max(200)
const longText = z.string().max(20_000)
const cell = z.number().min(-100_000).max(100_000)

/** Where a token stands: a scene, and cells (elevation too) of its top-left corner. */
export const Position = z.object({ scene: z.string().max(100), x: cell, y: cell, elevation: cell })
export type Position = z.infer<typeof Position>

/** How the paths that every game system shares are merged. */
export const coreRules: Readonly<Record<string, Rule>> = {
  'actors.*.kind': lww(shortText),
  'actors.*.name': lww(shortText),
  'actors.*.template': lww(shortText),
  'actors.*.art': lww(longText),
  'actors.*.notes': text(),
  'actors.*.players': addWinsSet(shortText),

  'tokens.*.actor': lww(shortText),
  'tokens.*.name': lww(shortText),
  'tokens.*.size': lww(z.number().positive().max(100)),
  'tokens.*.art': lww(longText),
  'tokens.*.locked': lww(z.boolean()),
  'tokens.*.position': lww(Position),

  'scenes.*.name': lww(shortText),
  'scenes.*.order': lww(z.union([z.number(), shortText])),

  'encounters.*.round': max(z.int().nonnegative()),
  'encounters.*.turn': lww(shortText.nullable()),
  'encounters.*.active': flag({ wins: 'on' }),
  'encounters.*.order': order(z.number()),

  'members.*.name': lww(shortText),
  'members.*.colour': lww(shortText),
  'members.*.privateKey': lww(longText),
  'writers.*.member': lww(shortText),
}
