import type { Seat } from '../seat/index.ts'
import { copied } from '../table/index.ts'
import { language, languages, say } from '../texts/index.ts'
import type { Command } from './palette-ranking.ts'
import { panels } from './panels.ts'
import { eyesOf, othersEyes, toggleEyes } from './see-as.ts'
import type { SessionActions } from './session-actions.ts'

/** What only the screen itself can do for the palette. */
export interface ScreenVerbs {
  readonly place: (entry: string, count?: number, isHidden?: boolean) => void
  readonly invite: () => void
  readonly about: () => void
  readonly fit: () => void
  readonly paste: () => void
  readonly scenes: () => void
  readonly map: () => void
  readonly library: () => void
  readonly sound: () => void
}

/** Everything the command palette reaches, likeliest first. */
export function commandsFor(
  seat: Seat,
  actions: SessionActions,
  screen: ScreenVerbs,
): readonly Command[] {
  return [
    ...deeds(seat),
    ...people(seat),
    ...places(seat),
    ...verbs(seat, actions, screen),
    ...entries(seat),
    ...creatures(seat, screen),
  ]
}

/** The one command that a text beginning with "/" is; undefined for other texts. */
export function spokenCommand(seat: Seat, typed: string): Command | undefined {
  if (!typed.trim().startsWith('/')) return undefined
  return {
    id: 'say',
    name: say('palette.say', typed.trim()),
    kind: say('palette.command'),
    run() {
      seat.report(seat.world.say(typed.trim()))
      seat.open('log')
    },
  }
}

function deeds(seat: Seat): readonly Command[] {
  const { world } = seat
  const actor = world.actors.find(({ id }) => id === seat.sheetOf)
  if (actor === undefined || world.me.role === 'spectator') return []
  return world.plugin.actions.map((action) => ({
    id: `action.${action.id}`,
    name: `${actor.name}: ${action.name}`,
    kind: say('palette.action'),
    run: () => seat.use(action.id, { actor: actor.id }),
  }))
}

function people(seat: Seat): readonly Command[] {
  const { world } = seat
  const [playable] = Object.keys(world.plugin.kinds)
  const sheets = world.actors.map(({ id, name }) => ({
    id: `actor.${id}`,
    name,
    kind: say('palette.actor'),
    run: () => seat.openSheet(id),
  }))
  if (world.me.role !== 'player') return sheets
  const free = world.actors.filter(({ kind, mine }) => kind === playable && !mine)
  const claims = free.map(({ id, name, players }) => {
    const others = world.members.filter((member) => players.includes(member.id))
    return {
      id: `claim.${id}`,
      name: say('palette.claim', name),
      kind: say('palette.command'),
      // Who plays it already is said before it is picked.
      ...(others.length > 0 && {
        hint: say('palette.isPlayed', others.map((member) => member.name).join(', ')),
      }),
      run: () => seat.report(world.claim(id)),
    }
  })
  return [...sheets, ...claims]
}

function places(seat: Seat): readonly Command[] {
  const { world } = seat
  const scenes = world.scenes.map(({ id, name }) => ({
    id: `scene.${id}`,
    name,
    kind: say('palette.scene'),
    run: () => void world.openScene(id),
  }))
  const drawers = panels.map(({ id, text }) => ({
    id: `panel.${id}`,
    name: say(text),
    kind: say('palette.panel'),
    run: () => seat.open(id),
  }))
  return [...drawers, ...scenes]
}

function verbs(seat: Seat, actions: SessionActions, screen: ScreenVerbs): readonly Command[] {
  const command = (id: string, name: string, run: () => void, hint?: string): Command => ({
    id: `command.${id}`,
    name,
    kind: say('palette.command'),
    run,
    ...(hint !== undefined && { hint }),
  })
  return [
    command('undo', say('top.undo'), () => seat.undo(), 'Ctrl Z'),
    command('redo', say('top.redo'), () => seat.redo(), 'Ctrl Shift Z'),
    command('invite', say('top.invite'), () => screen.invite()),
    ...(seat.world.me.role === 'gm'
      ? [
          command('scenes', say('scenes.name'), () => screen.scenes()),
          command('map', say('map.settings'), () => screen.map()),
        ]
      : []),
    ...(seat.world.me.role === 'gm' && copied.ids.length > 0
      ? [command('paste', say('many.paste', copied.ids.length), () => screen.paste(), 'Ctrl V')]
      : []),
    ...othersEyes(seat.world).map((member) =>
      command(`eyes.${member.id}`, eyesOf(seat.world, member), () =>
        toggleEyes(seat.world, member.id),
      ),
    ),
    command('library', say('library.name'), () => screen.library()),
    command('sound', say('sound.name'), () => screen.sound()),
    command('fit', say('map.fit'), () => screen.fit(), '0'),
    ...(['system', 'dark', 'light'] as const).map((theme) =>
      command(`theme.${theme}`, say('menu.theme', say(`menu.${theme}`)), () =>
        actions.preferences.choose(theme),
      ),
    ),
    ...languages
      .filter(({ code }) => code !== language())
      .map(({ code, name }) =>
        command(`language.${code}`, say('menu.language', name), () =>
          actions.preferences.speak(code),
        ),
      ),
    command('about', say('menu.about'), () => screen.about()),
    command('leave', say('menu.leave'), () => actions.leave()),
  ]
}

/** The entries of the journal, by title. */
function entries(seat: Seat): readonly Command[] {
  return seat.world.journal.entries().map(({ id, title, folder }) => ({
    id: `entry.${id}`,
    name: title,
    kind: say('palette.entry'),
    hint: folder,
    run: () => seat.openEntry(id),
  }))
}

function creatures(seat: Seat, screen: ScreenVerbs): readonly Command[] {
  if (seat.world.me.role === 'spectator') return []
  return seat.world.compendium.search('').map(({ id, name, summary }) => ({
    id: `place.${id}`,
    name,
    kind: say('palette.place'),
    hint: summary,
    run: () => screen.place(id),
  }))
}
