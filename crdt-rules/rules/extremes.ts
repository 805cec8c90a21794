import { z, type ZodType } from 'zod'
import type { Entry } from '../entry.ts'
import type { Rule } from '../rule.ts'
import { createRegister } from './register.ts'

/** The least of the numbers written apart. For what only goes down, like a deadline. */
export function min(schema: ZodType = z.number()): Rule {
  return createRegister({
    name: 'min',
    because: 'the least counts',
    merged: 'folded',
    schema,
    fits: (entry) => fitsNumber(schema, entry),
    view: (siblings) => Math.min(...numbersOf(siblings)),
  })
}

/** The greatest of the numbers written apart. For what only goes up, like the round of a fight. */
export function max(schema: ZodType = z.number()): Rule {
  return createRegister({
    name: 'max',
    because: 'the greatest counts',
    merged: 'folded',
    schema,
    fits: (entry) => fitsNumber(schema, entry),
    view: (siblings) => Math.max(...numbersOf(siblings)),
  })
}

function fitsNumber(schema: ZodType, { kind, value }: Entry): boolean {
  return kind === 'set' && typeof value === 'number' && schema.safeParse(value).success
}

function numbersOf(siblings: readonly Entry[]): number[] {
  return siblings.map(({ value }) => value).filter((value) => typeof value === 'number')
}
