import { expect, test } from 'vitest'
import { boxesIn, withPlainBoxes } from './boxes.ts'

const text = `# The mill
- [ ] find the **miller**
  - [x] ask in the [[tavern]]
1. [X] pay
> * [ ] said by an old man
\`\`\`
- [ ] in code
\`\`\`
- [] no box
- [ ]no box
+ [xx] ticked by two`

test('boxes are what lists of things to do have, outside of code', () => {
  expect(boxesIn(text).map(({ isTicked, words }) => `${isTicked} ${words}`)).toEqual([
    'false find the **miller**',
    'true ask in the [[tavern]]',
    'true pay',
    'false said by an old man',
    'true ticked by two',
  ])
  for (const { at, length, isTicked } of boxesIn(text)) {
    expect(text[at - 1]).toBe('[')
    expect(text[at + length]).toBe(']')
    expect(text.slice(at, at + length)).toMatch(isTicked ? /x/i : /^ +$/)
  }
})

test('a box that two people ticked apart is one ticked box', () => {
  expect(withPlainBoxes('- [xx] a\n- [  ] b\n- [x ] c\n- [ ] d')).toBe(
    '- [x] a\n- [ ] b\n- [x] c\n- [ ] d',
  )
})
