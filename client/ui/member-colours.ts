/**
 * The colours members wear: Okabe and Ito's set that colour-blind eyes keep apart, its black and
 * yellow changed to be seen on both themes.
 */
export const memberColours = [
  { id: 'orange', hex: '#e69f00' },
  { id: 'sky', hex: '#56b4e9' },
  { id: 'green', hex: '#12a37a' },
  { id: 'rose', hex: '#d583ae' },
  { id: 'vermilion', hex: '#d9632a' },
  { id: 'blue', hex: '#3f7fd0' },
  { id: 'lemon', hex: '#d8c832' },
  { id: 'violet', hex: '#9a7be0' },
] as const

/** The id of a member colour, which the catalogue of texts names. */
export type MemberColourId = (typeof memberColours)[number]['id']
