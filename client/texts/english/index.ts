import { game } from './game.ts'
import type { later } from './later.ts'
import { library } from './library.ts'
import { lobby } from './lobby.ts'
import { refused } from './refused.ts'
import { saved } from './saved.ts'
import { scenes } from './scenes.ts'
import { session } from './session.ts'
import { sound } from './sound.ts'
import { sync } from './sync.ts'
import { told } from './told.ts'
import { tools } from './tools.ts'

/** The texts of the first screens in English. */
export const english = {
  ...lobby,
  ...library,
  ...session,
  ...saved,
  ...sound,
  ...sync,
  ...game,
  ...refused,
  ...scenes,
  ...told,
  ...tools,
}

/** Every text of the page in English; the other languages follow its keys. */
export type English = typeof english & typeof later
