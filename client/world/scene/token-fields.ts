import { addWinsSet, lww, type Json, type Rule } from '#crdt-rules'
import { z } from 'zod'
import { toList, toText } from '../documents/foreign.ts'

const feet = z.number().min(0).max(10_000)

/** What a token lies among: props on the floor below all others, what hangs over heads above them. */
export const TokenLayer = z.enum(['floor', 'tokens', 'above'])
export type TokenLayer = z.infer<typeof TokenLayer>

/** Who reads the name on a token. Owners are the members who play its actor; GMs read everything. */
export const NameFor = z.enum(['everyone', 'owners', 'gm'])
export type NameFor = z.infer<typeof NameFor>

/** Who sees its hit points. `looks`: owners see them exactly, everyone else how hurt it looks. */
export const BarFor = z.enum(['everyone', 'looks', 'owners', 'gm'])
export type BarFor = z.infer<typeof BarFor>

/** A disc round a token, from its rim on; radius in feet. */
export const Aura = z.object({
  radius: feet.positive().max(1000),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
})
export type Aura = z.infer<typeof Aura>

/** What a token carries: bright to one distance and dim to a farther one, in feet. */
export const TokenLight = z.object({ bright: feet, dim: feet })
export type TokenLight = z.infer<typeof TokenLight>

/** What is set of a token's eyes, in feet; without it they see as far as the scene and as its creature does. */
export interface TokenSight {
  readonly range?: number
  readonly darkvision?: number
}

/** How what belongs to a token alone is merged: each thing by itself, and auras added apart all stay. */
export const tokenRules: Readonly<Record<string, Rule>> = {
  'tokens.*.rotation': lww(z.number().min(-360).max(360)),
  /** Tokens that are taken together; null for one that was let go. */
  'tokens.*.group': lww(z.string().max(64).nullable()),
  'tokens.*.layer': lww(TokenLayer),
  'tokens.*.nameFor': lww(NameFor),
  'tokens.*.barFor': lww(BarFor),
  'tokens.*.auras': addWinsSet(Aura),
  'tokens.*.light': lww(TokenLight.nullable()),
  'tokens.*.sight.range': lww(feet.nullable()),
  'tokens.*.sight.darkvision': lww(feet.nullable()),
}

/** More auras on one token would hide the map. */
const mostAuras = 8

/** What is written of a token, as far as it is what it should be. `read` answers a field by its name. */
export function readTokenFields(read: (field: string) => Json | undefined) {
  const group = toText(read('group'), '', 64)
  const light = read('light')
  const carried = light === undefined ? undefined : TokenLight.safeParse(light).data
  const sight = {
    ...feetOf('range', read('sight.range')),
    ...feetOf('darkvision', read('sight.darkvision')),
  }
  return {
    layer: oneOf(TokenLayer, read('layer')) ?? 'tokens',
    nameFor: oneOf(NameFor, read('nameFor')) ?? 'everyone',
    barFor: oneOf(BarFor, read('barFor')),
    auras: readAuras(read('auras')),
    sight,
    ...(group === '' ? {} : { group }),
    ...(carried === undefined ? {} : { light: carried }),
  }
}

function readAuras(written: Json | undefined): readonly Aura[] {
  const auras = toList(written).flatMap((one) => Aura.safeParse(one).data ?? [])
  return auras.length === 0 ? none : auras.slice(0, mostAuras)
}

function oneOf<Value>(schema: z.ZodType<Value>, written: Json | undefined): Value | undefined {
  return written === undefined ? undefined : schema.safeParse(written).data
}

function feetOf(name: keyof TokenSight, written: Json | undefined): TokenSight {
  const read = oneOf(feet, written)
  return read === undefined ? {} : { [name]: read }
}

const none: readonly Aura[] = []
