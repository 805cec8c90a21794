import type { English } from '../english/index.ts'
import type { Translated } from '../translated.ts'
import { compendium } from './compendium.ts'
import { game } from './game.ts'
import { journal } from './journal.ts'
import { library } from './library.ts'
import { lobby } from './lobby.ts'
import { palette } from './palette.ts'
import { panels } from './panels.ts'
import { refused } from './refused.ts'
import { rules } from './rules.ts'
import { saved } from './saved.ts'
import { scenes } from './scenes.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { sound } from './sound.ts'
import { soundDialog } from './sound-dialog.ts'
import { sync } from './sync.ts'
import { told } from './told.ts'
import { tools } from './tools.ts'

/** Every text of the page in German. */
export const german: Translated<English> = {
  ...lobby,
  ...compendium,
  ...journal,
  ...palette,
  ...panels,
  ...library,
  ...session,
  ...saved,
  ...sound,
  ...soundDialog,
  ...sync,
  ...game,
  ...refused,
  ...rules,
  ...scenes,
  ...search,
  ...told,
  ...tools,
}
