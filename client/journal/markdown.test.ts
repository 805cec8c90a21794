import { describe, expect, test } from 'vitest'
import { readMarkdown, safeAddress } from './markdown.ts'

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
