import { game } from './game.ts'
import { journal } from './journal.ts'
import { library } from './library.ts'
import { lobby } from './lobby.ts'
import { rules } from './rules.ts'
import { saved } from './saved.ts'
import { scenes } from './scenes.ts'
import { session } from './session.ts'
import { sound } from './sound.ts'
import { sync } from './sync.ts'
import { told } from './told.ts'
import { tools } from './tools.ts'

/** Every text of the page in English; the other languages follow its keys. */
export const english = {
  ...lobby,
  ...journal,
  ...library,
  ...session,
  ...saved,
  ...sound,
  ...sync,
  ...game,
  ...rules,
  ...scenes,
  ...told,
  ...tools,
}
