import { expect, test } from 'vitest'
import { piecesOfLine } from './line-pieces.ts'

test('dice in brackets show what they threw, each once; other brackets are names', () => {
  const roll = { notation: '1d20+5', total: 17, dice: [{ sides: 20, value: 12, kept: true }] }
  const other = { ...roll, notation: '2d6', total: 7 }
  expect(piecesOfLine('I hit [[Mira|her]] at [[1d20+5]], [[1d20+5]]', [roll, other])).toEqual({
    pieces: [
      { type: 'words', text: 'I hit ' },
      { type: 'name', name: 'Mira', label: 'her' },
      { type: 'words', text: ' at ' },
      { type: 'roll', roll },
      { type: 'words', text: ', ' },
      { type: 'name', name: '1d20+5', label: '1d20+5' },
    ],
    left: [other],
  })
})
