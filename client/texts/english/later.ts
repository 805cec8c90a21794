import { compendium } from './compendium.ts'
import { journal } from './journal.ts'
import { palette } from './palette.ts'
import { panels } from './panels.ts'
import { rules } from './rules.ts'
import { search } from './search.ts'
import { soundDialog } from './sound-dialog.ts'

/** What only is said by what is fetched later; it comes with that. */
export const later = {
  ...compendium,
  ...journal,
  ...palette,
  ...panels,
  ...rules,
  ...search,
  ...soundDialog,
}
