import { describe, expect, test } from 'vitest'
import { readMarkdown, safeAddress, boxPieces, boxShownAs } from './markdown.ts'

describe('markdown', () => {
  test('knows names in double brackets, also inside of other marks', () => {
    const [paragraph] = readMarkdown('**Ask [[Mira|the smith]]** now')
    expect(paragraph).toMatchObject({
      tokens: [
        { type: 'strong', tokens: [{ text: 'Ask ' }, { name: 'Mira', label: 'the smith' }] },
        { text: ' now' },
      ],
    })
  })

  test('leaves brackets in code alone', () => {
    const [paragraph] = readMarkdown('`[[Mira]]`')
    expect(paragraph).toMatchObject({ tokens: [{ type: 'codespan', text: '[[Mira]]' }] })
  })
})

describe('an address', () => {
  test('leads to the web or to mail and nowhere else', () => {
    expect(safeAddress('https://example.org/a')).toBe('https://example.org/a')
    expect(safeAddress('mailto:mira@example.org')).toBe('mailto:mira@example.org')
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', ' java\nscript:x', '/here', '']) {
      expect(safeAddress(bad)).toBeUndefined()
    }
  })
})

describe('boxes', () => {
  const text = [
    '- [ ] one',
    '- [x] two',
    '  - [xx] three',
    '',
    '        - [ ] code',
    '',
    '1. [ ] four',
    '',
    '2. [x] five',
  ].join('\n')

  test('each is turned over by itself, whatever else looks like one', () => {
    const ticks = (of: string) =>
      boxPieces(readMarkdown(of)).map((box) => 'checked' in box && box.checked === true)
    const before = ticks(text)
    expect(before).toHaveLength(5)
    before.forEach((isTicked, place) => {
      const box = boxShownAs(text, place)
      if (box === undefined) throw new Error(`No box is the one at ${place}.`)
      const turned =
        text.slice(0, box.at) + (isTicked ? ' ' : 'x') + text.slice(box.at + box.length)
      expect(ticks(turned)).toEqual(before.with(place, !isTicked))
    })
    expect(boxShownAs(text, 5)).toBeUndefined()
  })
})
