import { createContext } from 'svelte'
import { type Line, say, sayLine } from '../texts/index.ts'
import { Notices } from '../ui/index.ts'
import type { Answer, LinkTarget, TakenBack, World } from '../world/index.ts'
import { type ActionInput, type Intent, nextStep } from './intent.ts'

/** The panels of the drawer. */
export type Panel = 'log' | 'actors' | 'compendium' | 'sheet' | 'journal' | 'merges'

/** The seat of the person in front of this screen; set once where the session is shown. */
export const [useSeat, provideSeat] = createContext<Seat>()

/** One person's seat at the table: the world, and what they look at and have begun. */
export class Seat {
  readonly world: World
  readonly notices = new Notices()
  panel = $state<Panel>('log')
  isDrawerOpen = $state(true)
  /** What is being typed into the log. */
  draft = $state('')
  /** The draft was put there for them, and waits for the focus of the message field. */
  isDraftOffered = $state(false)
  /** The entry of the journal that is shown; undefined shows the list. */
  entry = $state<string>()
  /** The line of the log that is looked for; the log takes it from here. */
  line = $state<string>()
  /** The place that is looked for, in cells of its scene; the map takes it from here. */
  place = $state.raw<{ readonly scene: string; readonly x: number; readonly y: number }>()
  /** What the compendium is to look up; it takes it from here. */
  lookedUp = $state<string>()
  #toldProblems: readonly string[] = []
  #intent = $state.raw<Intent>({ type: 'none' })
  #sheetOf = $state<string>()

  constructor(world: World) {
    this.world = world
    world.on('problems', () => this.#tellProblems())
    this.#tellProblems()
  }

  /** Each once: what nobody was told when it happened. */
  #tellProblems(): void {
    for (const { path, sentence, told } of this.world.problems.toReversed()) {
      const problem = `${path} ${told?.key}`
      if (told === undefined || this.#toldProblems.includes(problem)) continue
      this.#toldProblems = [...this.#toldProblems, problem]
      this.notices.say(this.#read({ text: sentence, told }), { tone: 'caution' })
    }
  }

  get intent(): Intent {
    return this.#intent
  }

  /** The actor whose sheet is shown. */
  get sheetOf(): string | undefined {
    return this.#sheetOf
  }

  open(panel: Panel): void {
    this.panel = panel
    this.isDrawerOpen = true
  }

  /** Puts words into the message field, for the person to change or to send. */
  offerDraft(words: string): void {
    this.draft = words
    this.isDraftOffered = true
    this.open('log')
  }

  /** Remembers whose sheet is meant without opening anything. */
  lookAt(actor: string): void {
    this.#sheetOf = actor
  }

  openSheet(actor: string): void {
    this.lookAt(actor)
    this.open('sheet')
  }

  openEntry(entry: string | undefined): void {
    this.entry = entry
    this.open('journal')
  }

  /** Goes where a name in double brackets leads. */
  follow({ kind, id }: LinkTarget): void {
    if (kind === 'entry') this.openEntry(id)
    else if (kind === 'actor') this.openSheet(id)
    else void this.world.openScene(id)
  }

  /** Begins an action of the game system; what is missing is asked for. */
  use(actionId: string, input: ActionInput): void {
    this.#advance(actionId, input, false)
  }

  /** Does an action at once, with what is known; nothing is asked. */
  perform(actionId: string, input: Partial<ActionInput>): void {
    this.report(this.world.perform(actionId, input))
  }

  /** Answers what was asked for: a choice, an amount, a target. */
  answer(part: Partial<Omit<ActionInput, 'actor'>>): void {
    const intent = this.#intent
    if (intent.type !== 'asking' && intent.type !== 'aiming') return
    this.#advance(intent.action.id, { ...intent.input, ...part }, true)
  }

  /** Answers one question for many: the same is done to each of these targets. */
  answerEach(targets: readonly string[]): void {
    const intent = this.#intent
    if (intent.type !== 'aiming') return
    this.cancel()
    for (const target of targets) this.perform(intent.action.id, { ...intent.input, target })
  }

  /** Gives or takes a condition by the game system's action, or plainly when it has none for that. */
  setCondition(actor: string, path: string, condition: string, on: boolean): void {
    const action = on ? 'add-condition' : 'remove-condition'
    if (this.world.plugin.actions.some(({ id }) => id === action)) {
      this.perform(action, { actor, choice: condition })
    } else {
      const edit = on ? { add: condition } : { remove: condition }
      this.report(this.world.edit(actor, path, edit))
    }
  }

  /** Drops what was begun. */
  cancel(): void {
    this.#intent = { type: 'none' }
  }

  /** Tells the person when the world refused something. */
  report(answer: Answer): void {
    if (answer.type === 'refused') this.notices.say(sayLine(answer.because), { tone: 'caution' })
  }

  undo(): void {
    this.notices.say(this.#readTakenBack(this.world.undo()), {
      action: { label: say('top.redo'), run: () => this.redo() },
    })
  }

  redo(): void {
    this.notices.say(this.#readTakenBack(this.world.redo()))
  }

  /** Says what was just done, with the way back; the offer ends with the next thing done. */
  sayUndoable(sentence: string): void {
    this.notices.say(sentence, { action: { label: say('top.undo'), run: () => this.undo() } })
    const notice = this.notices.current.at(-1)
    const stop = this.world.on('undo', () => {
      stop()
      if (notice !== undefined) this.notices.dismiss(notice.id)
    })
  }

  #advance(actionId: string, input: ActionInput, isAnswered: boolean): void {
    const action = this.world.plugin.actions.find(({ id }) => id === actionId)
    const reader = this.world.actor(input.actor)
    if (action === undefined || reader === undefined) {
      this.#intent = { type: 'none' }
      return
    }
    const offered = this.world.choices(actionId, input.actor)
    if (offered.type === 'refused') {
      this.cancel()
      return this.report(offered)
    }
    this.#take(nextStep(action, offered.choices, input, isAnswered))
  }

  #take(step: Intent): void {
    switch (step.type) {
      case 'none':
      case 'asking':
      case 'aiming':
        this.#intent = step
        return
      case 'ready':
        this.#intent = { type: 'none' }
        this.perform(step.action.id, step.input)
        return
      case 'nothingToUse':
        this.#intent = { type: 'none' }
        this.notices.say(say('fight.noChoice', this.#nameOf(step.actor), step.action.name))
    }
  }

  #readTakenBack(taken: TakenBack): string {
    const what = this.#read(taken)
    const kept = taken.kept?.map(sayLine) ?? []
    return kept.length === 0 ? what : say('told.kept', what.replace(/\.$/, ''), kept.join('; '))
  }

  #read(line: Line): string {
    const said = sayLine(line)
    return said.charAt(0).toUpperCase() + said.slice(1)
  }

  #nameOf(actor: string): string {
    return this.world.actors.find(({ id }) => id === actor)?.name ?? ''
  }
}
