import type { ActorsPart } from '../scene/actors.ts'
import type { Glimpses } from '../scene/glimpses.ts'
import { asGlimpsed } from '../scene/glimpses.ts'
import { asReadBy, onlookerOf } from '../scene/token-eyes.ts'
import type { Drawings, GameLog, Scenes, TokenIndex, Vision } from '../parts.ts'
import type { Secrets } from '../documents/secrets.ts'
import type { DrawingView } from '../drawings/drawing.ts'
import type { ActorSummary, EncounterView, LogRecord, SceneSummary, TokenView } from '../views.ts'

/** What is on the screen: everything this device holds, or what the device of a player does. */
export interface ThroughEyes {
  tokens(): readonly TokenView[]
  actors(): readonly ActorSummary[]
  /** The scenes that stand in a player's list. */
  scenes(): readonly SceneSummary[]
  drawings(): readonly DrawingView[]
  /** Of every scene; nothing that is drawn on one that is prepared. */
  drawingsEverywhere(): readonly DrawingView[]
  log(): readonly LogRecord[]
  encounter(): EncounterView | undefined
}

interface EyesOptions {
  readonly through: Vision['through']
  readonly secrets: Secrets
  readonly tokens: Pick<TokenIndex, 'all'>
  readonly actors: Pick<ActorsPart, 'all'>
  readonly drawings: Pick<Drawings, 'ofScene' | 'everywhere'>
  readonly scenes: Pick<Scenes, 'all'>
  readonly log: Pick<GameLog, 'records'>
  readonly glimpses: Pick<Glimpses, 'seers'>
  readonly encounter: () => EncounterView | undefined
}

/**
 * While a GM sees as a player, whatever lives in the GM's documents alone is left out. A scene that is
 * prepared no player holds: there it is what will be seen once it is shown.
 */
export function createThroughEyes(options: EyesOptions): ThroughEyes {
  const { through, secrets, glimpses } = options

  function tokensFor(member: string, all: readonly TokenView[]): readonly TokenView[] {
    const playersOf = new Map(options.actors.all().map(({ id, players }) => [id, players]))
    const read = (token: TokenView) => {
      const players = playersOf.get(token.actor ?? '') ?? []
      return asReadBy(token, onlookerOf({ id: member, isGm: false }, players))
    }
    return all.flatMap((token) => {
      if (!token.hidden) return [read(token)]
      if (token.waits === true) return [read({ ...token, hidden: false })]
      return glimpses.seers(token.id).includes(member) ? [asGlimpsed(token)] : []
    })
  }

  function isKnown({ secret, kind, member, to }: LogRecord, whose: string): boolean {
    return !secret && (kind !== 'whisper' || member === whose || to === whose)
  }

  function isListed({ hidden, listedFor, shared, brought }: SceneSummary, member: string): boolean {
    if (hidden) return false
    const isThere = shared || brought.includes(member)
    return isThere || listedFor.length === 0 || listedFor.includes(member)
  }

  const isHeldDrawing = ({ id, scene }: DrawingView) =>
    !secrets.has(`drawings.${id}`) || secrets.has(`scenes.${scene}`)

  return {
    tokens: keptFor(options.tokens.all, through, (all, member) => tokensFor(member, all)),
    actors: keptFor(options.actors.all, through, (all) => all.filter(({ hidden }) => !hidden)),
    scenes: keptFor(options.scenes.all, through, (all, member) =>
      all.filter((scene) => isListed(scene, member)),
    ),
    drawings: keptFor(options.drawings.ofScene, through, (all) => all.filter(isHeldDrawing)),
    drawingsEverywhere: keptFor(options.drawings.everywhere, through, (all) =>
      all.filter(({ id }) => !secrets.has(`drawings.${id}`)),
    ),
    log: keptFor(options.log.records, through, (all, member) =>
      all.filter((record) => isKnown(record, member)),
    ),

    encounter() {
      const encounter = options.encounter()
      if (encounter === undefined || through() === undefined) return encounter
      const { turn, order } = encounter
      return {
        ...encounter,
        turn: turn !== null && secrets.has(`actors.${turn}`) ? null : turn,
        order: order.filter(({ actor }) => !secrets.has(`actors.${actor}`)),
      }
    },
  }
}

/** The same list for the same eyes as long as nothing changed: the map compares it. */
function keptFor<Thing>(
  all: () => readonly Thing[],
  through: Vision['through'],
  held: (all: readonly Thing[], member: string) => readonly Thing[],
): () => readonly Thing[] {
  let kept:
    | { readonly of: readonly Thing[]; readonly member: string; readonly held: readonly Thing[] }
    | undefined

  return () => {
    const member = through()
    const of = all()
    if (member === undefined) return of
    if (kept?.of !== of || kept.member !== member) kept = { of, member, held: held(of, member) }
    return kept.held
  }
}
