import { z, type ZodType } from 'zod'
import type { Edit } from '../edit.ts'
import type { Entry, NewEntry } from '../entry.ts'
import { isList, type Json } from '../json.ts'
import type { Plan, Rule } from '../rule.ts'
import { createRegister, matches, refuseValue, refuseVerb } from './register.ts'
import { hasAdditions, mostRemovals, opposed, planRemoval } from './removals.ts'

/**
 * Elements `{ id, position }`, read as a list in order. Numbers sort from high to low (initiative),
 * lists of numbers one after the other (roll, then tie-break), text from low to high (fractional
 * indexes); the same position sorts by id. Placing wins over removing apart; of two placings made
 * apart the newest counts. `position` is the schema of the position.
 */
export function order(position: ZodType = Position): Rule {
  const element = z.strictObject({ id: z.string(), position: z.intersection(Position, position) })
  const elements = z.array(element)
  return createRegister({
    name: 'order',
    because: 'of two places for the same element the newest counts',
    merged: 'folded',
    refuse: (edit) =>
      refuseVerb('order', edit, ['set', 'add', 'remove']) ?? refuseShape(elements, element, edit),
    fits: ({ kind, value, beside }) =>
      beside.element !== undefined &&
      (kind === 'remove' ||
        (kind === 'add' && matches(Position, value) && matches(position, value))),
    plan: planPlaces,
    view: (siblings, { path, world }) => {
      const additions = siblings.filter(({ kind }) => kind === 'add')
      if (additions.length === 0) return world.baseOf(path)
      // Later siblings replace earlier ones: the newest place of each element.
      return [...new Map(additions.map((entry) => [entry.beside.element ?? '', entry.value ?? 0]))]
        .map(([id, place]) => ({ id, position: place }))
        .sort(
          (left, right) =>
            comparePlaces(left.position, right.position) || compareText(left.id, right.id),
        )
    },
    apart: (siblings) => [
      ...new Set([...opposed(siblings, isOfOneElement), ...placedTwice(siblings)]),
    ],
    elementOf: ({ beside }) => beside.element,
    isBlank: (siblings) => !hasAdditions(siblings),
  })
}

function planPlaces(edit: Edit, seen: readonly Entry[]): Plan {
  if ('add' in edit) {
    const place = placeOf(edit.add)
    return { supersede: entriesOf(place.beside?.element, seen), insert: [place] }
  }
  if ('remove' in edit) {
    const id = typeof edit.remove === 'string' ? edit.remove : undefined
    return planRemoval(entriesOf(id, seen), { value: undefined, beside: { element: id } }, seen)
  }
  const places = 'set' in edit && isList(edit.set) ? edit.set.map(placeOf) : []
  const byId = new Map(places.map((place) => [place.beside?.element, place]))
  const gone = new Set(
    seen.flatMap(({ kind, beside: { element } }) =>
      'set' in edit && kind === 'add' && !byId.has(element) ? [element] : [],
    ),
  )
  const removals = [...gone]
    .slice(-mostRemovals)
    .map((element): NewEntry => ({ kind: 'remove', value: undefined, beside: { element } }))
  return { supersede: 'all', insert: [...byId.values(), ...removals] }
}

function isOfOneElement({ beside }: Entry, addition: Entry): boolean {
  return beside.element === addition.beside.element
}

function placedTwice(siblings: readonly Entry[]): readonly Entry[] {
  const additions = siblings.filter(({ kind }) => kind === 'add')
  return additions.filter((entry) =>
    additions.some((other) => other !== entry && isOfOneElement(other, entry)),
  )
}

function placeOf(value: Json): NewEntry {
  const { id, position } = z.object({ id: z.string(), position: Position }).parse(value)
  return { kind: 'add', value: position, beside: { element: id } }
}

function entriesOf(id: string | undefined, seen: readonly Entry[]): readonly Entry[] {
  return seen.filter(({ beside }) => beside.element === id)
}

function refuseShape(all: ZodType, one: ZodType, edit: Edit): string | undefined {
  if ('set' in edit) return refuseValue(all, edit.set)
  if ('add' in edit) return refuseValue(one, edit.add)
  if ('remove' in edit && typeof edit.remove !== 'string') return 'Remove an element by its id.'
  return undefined
}

function comparePlaces(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (typeof left === 'string') return 1
  if (typeof right === 'string') return -1
  const leftNumbers = numbersOf(left)
  const rightNumbers = numbersOf(right)
  const length = Math.max(leftNumbers.length, rightNumbers.length)
  for (let index = 0; index < length; index += 1) {
    const difference = (rightNumbers[index] ?? -Infinity) - (leftNumbers[index] ?? -Infinity)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(place: Json): readonly number[] {
  const numbers = isList(place) ? place : [place]
  return numbers.filter((number) => typeof number === 'number')
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

const Position = z.union([z.number(), z.string(), z.array(z.number())])
