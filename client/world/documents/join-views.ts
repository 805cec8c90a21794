import type { Inspection, Json } from '#crdt-rules'
import { toList } from './foreign.ts'

/**
 * What the GM sees of a path that both documents hold: of collections the elements of both, in the
 * order the rule promises; of all else the newer value.
 */
export function joinViews(rule: string, table: HalfView, gm: HalfView): Json | undefined {
  const elements = [...toList(table.view), ...toList(gm.view)]
  if (rule === 'addWinsSet') {
    return [...new Map(elements.map((element) => [JSON.stringify(element), element])).values()]
  }
  if (rule === 'order') {
    const places = new Map(elements.filter(isPlace).map((place) => [place.id, place]))
    return [...places.values()].sort(comparePlaces)
  }
  // Where players see nothing, the GM's value is what they must not see.
  return table.view !== null && newest(table) > newest(gm) ? table.view : gm.view
}

/** One document's view of a path. */
export type HalfView = Pick<Inspection, 'view' | 'siblings'>

function newest({ siblings }: HalfView): number {
  return siblings.reduce((latest, { at }) => Math.max(latest, at), 0)
}

interface Place {
  readonly id: string
  readonly position: Json
  readonly [key: string]: Json
}

function isPlace(value: Json): value is Place {
  return (
    value !== null && typeof value === 'object' && 'id' in value && typeof value.id === 'string'
  )
}

/** Numbers from high to low, lists of numbers one after the other, text from low to high, then by id. */
function comparePlaces(left: Place, right: Place): number {
  return comparePositions(left.position, right.position) || (left.id < right.id ? -1 : 1)
}

function comparePositions(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return left < right ? -1 : left > right ? 1 : 0
  }
  if (typeof left === 'string') return 1
  if (typeof right === 'string') return -1
  const [leftNumbers, rightNumbers] = [numbersOf(left), numbersOf(right)]
  for (let index = 0; index < Math.max(leftNumbers.length, rightNumbers.length); index++) {
    const difference = (rightNumbers[index] ?? -Infinity) - (leftNumbers[index] ?? -Infinity)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(position: Json): readonly number[] {
  const numbers = Array.isArray(position) ? toList(position) : [position]
  return numbers.filter((number) => typeof number === 'number')
}
