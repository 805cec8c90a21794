import { describe, expect, test } from 'vitest'
import { dragGroup, pickBox, pickToken } from './selection.ts'

const tokens = [
  { id: 'wolf', group: 'pack' },
  { id: 'ogre' },
  { id: 'pup', group: 'pack' },
  { id: 'cart', group: 'goods' },
  { id: 'crate', group: 'goods' },
]

describe('a group', () => {
  test('is picked by a click on any of it, that one first', () => {
    expect(pickToken([], 'pup', false, tokens)).toEqual(['pup', 'wolf'])
    expect(pickToken(['pup', 'wolf'], 'ogre', false, tokens)).toEqual(['ogre'])
  })

  test('is added and taken out as one', () => {
    expect(pickToken(['ogre'], 'wolf', true, tokens)).toEqual(['ogre', 'wolf', 'pup'])
    expect(pickToken(['ogre', 'wolf', 'pup'], 'pup', true, tokens)).toEqual(['ogre'])
  })

  test('comes whole into a box that holds one of it', () => {
    expect(pickBox([], ['ogre', 'crate'], false, tokens)).toEqual(['ogre', 'crate', 'cart'])
  })

  test('goes along when one of it is dragged, without those that may not be moved', () => {
    expect(dragGroup([], 'wolf', () => true, tokens)).toEqual(['wolf', 'pup'])
    expect(dragGroup([], 'wolf', (id) => id !== 'pup', tokens)).toEqual(['wolf'])
    expect(dragGroup(['wolf', 'ogre'], 'wolf', () => true, tokens)).toEqual(['wolf', 'ogre'])
  })
})
