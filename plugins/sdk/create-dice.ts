import type { Dice, Roll, RolledDie } from './dice.ts'
import { parseDice } from './notation.ts'
import type { Keep, MathName, Target, Term } from './term.ts'

/** Dice whose randomness is `random`, a source of numbers in [0, 1). */
export function createDice(random: () => number): Dice {
  return createDiceFrom((sides) => Math.floor(random() * sides) + 1)
}

/** Dice whose faces, from 1 to the number of sides, are chosen by `faceOf`. */
export function createDiceFrom(faceOf: (sides: number) => number): Dice {
  return {
    roll(notation, label): Roll {
      const parsed = parseDice(notation)
      if (parsed.type === 'malformed') {
        throw new Error(
          `${parsed.sentence} Check foreign notation with parseDice before throwing it.`,
        )
      }
      const thrown = evaluate(parsed.term, faceOf)
      const named = label ?? parsed.label
      const roll = { notation, total: Math.floor(thrown.total), dice: thrown.dice }
      return named === undefined ? roll : { ...roll, label: named }
    },
  }
}

type FaceOf = (sides: number) => number

interface Thrown {
  readonly total: number
  readonly dice: readonly RolledDie[]
}

/** Exploding and throwing again add at most this many dice for each, whatever their targets. */
const mostExtraPerDie = 5

function evaluate(term: Term, faceOf: FaceOf): Thrown {
  switch (term.type) {
    case 'number':
      return { total: term.value, dice: [] }
    case 'dice':
      return throwDice(term, faceOf)
    case 'group':
      return throwGroup(term.members, term.keep, faceOf)
    case 'call': {
      const { total, dice } = evaluate(term.of, faceOf)
      return { total: rounding(term.name, total), dice }
    }
    case 'sum':
    case 'product': {
      const left = evaluate(term.left, faceOf)
      const right = evaluate(term.right, faceOf)
      const total = term.type === 'sum' ? left.total + right.total : left.total * right.total
      return { total, dice: [...left.dice, ...right.dice] }
    }
    case 'quotient': {
      const { total, dice } = evaluate(term.left, faceOf)
      return { total: total / term.divisor, dice }
    }
  }
}

function throwDice(term: Extract<Term, { type: 'dice' }>, faceOf: FaceOf): Thrown {
  const { mods } = term
  const sides = term.sides === 'fate' ? 3 : term.sides
  const face = () => faceOf(sides) - (term.sides === 'fate' ? 2 : 0)
  const dice: RolledDie[] = []
  let extra = mostExtraPerDie * term.count
  for (let left = term.count; left > 0; left--) {
    let value = face()
    for (let again = true; again && extra > 0 && meets(value, mods.reroll?.target, sides);) {
      dice.push({ sides, value, kept: false })
      value = face()
      extra--
      again = mods.reroll?.once !== true
    }
    dice.push({ sides, value, kept: true })
    if (extra > 0 && meets(value, mods.explode, sides)) {
      extra--
      left++
    }
  }
  const kept = mods.keep === undefined ? dice : keepDice(dice, mods.keep)
  const counted = kept.filter((die) => die.kept)
  const total =
    mods.success === undefined
      ? counted.reduce((sum, die) => sum + die.value, 0)
      : counted.filter((die) => meets(die.value, mods.success, sides)).length
  return { total, dice: kept }
}

function throwGroup(members: readonly Term[], keep: Keep | undefined, faceOf: FaceOf): Thrown {
  const thrown = members.map((member) => evaluate(member, faceOf))
  const stays = keep === undefined ? thrown.map(() => true) : keptOf(thrown, keep)
  return {
    total: thrown.reduce((sum, { total }, index) => (stays[index] === true ? sum + total : sum), 0),
    dice: thrown.flatMap(({ dice }, index) =>
      dice.map((die) => (stays[index] === true ? die : { ...die, kept: false })),
    ),
  }
}

function keepDice(dice: readonly RolledDie[], keep: Keep): readonly RolledDie[] {
  const live = dice.filter((die) => die.kept)
  const stays = keptOf(
    live.map((die) => ({ total: die.value })),
    keep,
  )
  let next = 0
  return dice.map((die) => (die.kept ? { ...die, kept: stays[next++] === true } : die))
}

/** Which of the totals stay; of equal ones the earlier stays. */
function keptOf(thrown: readonly { readonly total: number }[], keep: Keep): readonly boolean[] {
  const count = Math.max(0, keep.drop ? thrown.length - keep.count : keep.count)
  const wantsHighest = (keep.from === 'highest') !== keep.drop
  const order = thrown
    .map(({ total }, index) => ({ total, index }))
    .sort((a, b) => (wantsHighest ? b.total - a.total : a.total - b.total) || a.index - b.index)
  const stays = new Set(order.slice(0, count).map(({ index }) => index))
  return thrown.map((_, index) => stays.has(index))
}

function meets(value: number, target: Target | undefined, sides: number): boolean {
  if (target === undefined) return false
  switch (target.at) {
    case 'least':
      return value >= target.value
    case 'most':
      return value <= target.value
    case 'exactly':
      return value === Math.min(target.value, sides)
  }
}

function rounding(name: MathName, value: number): number {
  switch (name) {
    case 'floor':
      return Math.floor(value)
    case 'ceil':
      return Math.ceil(value)
    case 'round':
      return Math.round(value)
    case 'abs':
      return Math.abs(value)
  }
}
