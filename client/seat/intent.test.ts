import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyAction, Choice } from '#plugin-sdk'
import { nextStep } from './intent.ts'

const sword: Choice = { id: 'sword', name: 'Sword', hint: '+4, 1d6 slashing' }
const bow: Choice = { id: 'bow', name: 'Bow', hint: '+3, 1d8 piercing' }

describe('the steps of an action', () => {
  test('an attack with several weapons asks which, then for a target, then is done', () => {
    const attack = action({ aim: 'target', choices: () => [sword, bow] })
    expect(nextStep(attack, [sword, bow], { actor: 'hero' })).toMatchObject({ type: 'asking' })
    expect(nextStep(attack, [sword, bow], { actor: 'hero', choice: 'bow' })).toMatchObject({
      type: 'aiming',
      choice: bow,
    })
    const whole = { actor: 'hero', choice: 'bow', target: 'goblin' }
    expect(nextStep(attack, [sword, bow], whole)).toEqual({
      type: 'ready',
      action: attack,
      input: whole,
    })
  })

  test('a single weapon is not asked for', () => {
    const attack = action({ aim: 'target', choices: () => [sword] })
    expect(nextStep(attack, [sword], { actor: 'hero' })).toMatchObject({
      type: 'aiming',
      choice: sword,
      input: { actor: 'hero', choice: 'sword' },
    })
  })

  test('nothing to use is said instead of an empty question', () => {
    const attack = action({ aim: 'target', choices: () => [] })
    expect(nextStep(attack, [], { actor: 'hero' })).toMatchObject({ type: 'nothingToUse' })
  })

  test('an action that needs a number asks for it before the target', () => {
    const heal = action({ aim: 'anyone', amount: 'Hit points' })
    expect(nextStep(heal, [], { actor: 'hero' })).toMatchObject({ type: 'asking', choices: [] })
    expect(nextStep(heal, [], { actor: 'hero', amount: 4 })).toMatchObject({ type: 'aiming' })
  })

  test('what can be done to anyone asks whom, unless it was begun at somebody', () => {
    const heal = action({ aim: 'anyone', amount: 'Hit points' })
    expect(nextStep(heal, [], { actor: 'hero', amount: 4 }, true).type).toBe('aiming')
    const begun = { actor: 'hero', target: 'hero', amount: 4 }
    expect(nextStep(heal, [], begun, true)).toMatchObject({ type: 'ready', input: begun })
  })

  test('an action with ways and an amount asks for both at once, and not again', () => {
    const heal = action({ aim: 'target', amount: 'Hit points', choices: () => [sword] })
    expect(nextStep(heal, [sword], { actor: 'hero' })).toMatchObject({
      type: 'asking',
      choices: [sword],
    })
    expect(nextStep(heal, [sword], { actor: 'hero', choice: 'sword' }, true).type).toBe('aiming')
    expect(nextStep(heal, [], { actor: 'hero', amount: 3 }, true).type).toBe('aiming')
  })

  test('an action on oneself is done at once', () => {
    expect(nextStep(action({ aim: 'self' }), [], { actor: 'hero' })).toMatchObject({
      type: 'ready',
    })
  })
})

function action(parts: Pick<AnyAction, 'aim'> & Partial<AnyAction>): AnyAction {
  return {
    id: 'act',
    name: 'Act',
    icon: 'sword',
    input: z.unknown(),
    perform: () => ({ type: 'refused', because: 'Nothing is performed here.' }),
    ...parts,
  }
}
