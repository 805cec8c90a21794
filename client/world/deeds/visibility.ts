import type { RuleDocument } from '#crdt-rules'
import type { SyncSession } from '../../sync/index.ts'
import { line } from '../../texts/told.ts'
import { copyEntity } from '../documents/copy-entity.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { entryEntity } from '../documents/entry-path.ts'
import { toList, toText, toTexts } from '../documents/foreign.ts'
import type { LogPart } from '../log/log.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Placing } from '../parts.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { UndoPart } from './undo.ts'
import type { Answer, TokenView } from '../views.ts'
import { refuse } from '../refuse.ts'

interface VisibilityOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly tokens: TokensPart
  readonly log: LogPart
  readonly undo: UndoPart
  /** A name for an actor that everyone sees, told apart from the others'. */
  readonly publicName: (name: string, alsoTaken: ReadonlySet<string>) => string
}

export interface Visibility extends Pick<Placing, 'hide' | 'reveal'> {
  /** Moves tokens out of sight, with the creatures that nothing else shows; says nothing of it. */
  moveOut(tokens: readonly string[], manner: { readonly waiting: boolean }): void
  /** Moves hidden tokens into everyone's sight; says nothing of it. */
  moveIn(tokens: readonly string[]): void
}

/**
 * Moves tokens between what everyone holds and what only the GM's devices hold: written there,
 * then purged here, so that no document a player can open names them any longer.
 */
export function createVisibility(options: VisibilityOptions): Visibility {
  const { session, documents, merged, tokens, log, undo } = options
  const { table, gm } = documents

  function moveOut(ids: readonly string[], { waiting }: { readonly waiting: boolean }): void {
    const going = ids.filter((id) => table.exists(`tokens.${id}`))
    if (gm === undefined || going.length === 0) return
    const actors = actorsOf(going).filter((actor) => !isPlayed(actor) && isOnlyIn(actor, going))
    const entities = [...going.map(tokenEntity), ...actors.map(actorEntity)]
    documents.write(gm, () => {
      for (const entity of entities) copyEntity(table, gm, entity)
      if (waiting) for (const id of going) gm.write(`tokens.${id}.waits`, { set: true })
      for (const actor of actors) hideFromEncounters(actor, gm)
    })
    documents.write(table, () => {
      for (const entity of entities) table.purge(entity)
      for (const actor of actors) leaveEncounters(actor)
    })
    undo.forget(entities)
    session.urgent()
  }

  function moveIn(ids: readonly string[]): void {
    const coming = ids.filter((id) => gm?.exists(`tokens.${id}`))
    if (gm === undefined || coming.length === 0) return
    const actors = actorsOf(coming).filter((actor) => gm.exists(actorEntity(actor)))
    const entities = [...coming.map(tokenEntity), ...actors.map(actorEntity)]
    const named = namesFor(actors, gm)
    documents.write(table, () => {
      for (const [actor, name] of named) {
        bringEntry(actor, gm)
        copyEntity(gm, table, actorEntity(actor))
        if (name !== undefined) table.write(`actors.${actor}.name`, { set: name })
        joinEncounters(actor, gm)
      }
      for (const id of coming) copyEntity(gm, table, tokenEntity(id))
    })
    documents.write(gm, () => {
      for (const entity of entities) gm.purge(entity)
      for (const actor of actors) forgetEncounters(actor, gm)
    })
    undo.forget(entities)
    session.urgent()
  }

  /** What each is called from now on, where its own name is taken in sight. */
  function namesFor(actors: readonly string[], secret: RuleDocument) {
    const taken = new Set<string>()
    return actors.map((actor) => {
      const name = toText(secret.read(`actors.${actor}.name`), 'Unnamed')
      const shown = options.publicName(name, taken)
      taken.add(shown)
      return [actor, shown === name ? undefined : shown] as const
    })
  }

  /** Others read an actor's defaults from its entry. */
  function bringEntry(actor: string, secret: RuleDocument): void {
    const template = secret.read(`actors.${actor}.template`)
    const entry = typeof template === 'string' ? entryEntity(template) : undefined
    if (entry !== undefined && secret.exists(entry) && !table.exists(entry)) {
      copyEntity(secret, table, entry)
    }
  }

  function hide(id: string): Answer {
    const token = tokens.token(id)
    if (gm === undefined) return refuse('refused.gmHide')
    if (token === undefined) return refuse('refused.gone')
    if (token.waits === true) return wait(token, false)
    if (token.hidden) return { type: 'done' }
    moveOut([id], { waiting: false })
    const told = line('told.hidden', token.name)
    log.add({ kind: 'action', ...told, action: 'hide' }, 'gm')
    undo.push({ line: told, secret: true, logged: true, calls: [{ verb: 'hide', of: [id] }] })
    return { type: 'done' }
  }

  function reveal(id: string): Answer {
    const token = tokens.token(id)
    if (gm === undefined) return refuse('refused.gmReveal')
    if (token === undefined) return refuse('refused.gone')
    if (!token.hidden) return { type: 'done' }
    if (gm.exists(`scenes.${token.scene}`)) return wait(token, true)
    const seers = toTexts(gm.read(`tokens.${id}.shownTo`))
    moveIn([id])
    const told = line('told.appears', tokens.token(id)?.name ?? token.name)
    log.add({ kind: 'action', ...told, action: 'reveal' }, 'everyone')
    // Who saw it before sees it again when it is hidden by undo.
    const calls = [
      ...seers.map((member) => ({ verb: 'showToNoLonger', of: [member, id] })),
      { verb: 'reveal', of: [id] },
    ]
    undo.push({ line: told, secret: true, logged: true, calls })
    return { type: 'done' }
  }

  /** On a scene that is prepared nothing is in sight: it is said what will be. */
  function wait({ id, name, waits = false }: TokenView, isWaiting: boolean): Answer {
    if (gm === undefined || waits === isWaiting) return { type: 'done' }
    const edit = isWaiting ? { set: true } : { clear: true as const }
    const receipt = documents.write(gm, () => gm.write(`tokens.${id}.waits`, edit))
    const told = line(isWaiting ? 'told.waits' : 'told.hidden', name)
    undo.push({
      line: told,
      secret: true,
      logged: false,
      receipts: [{ document: gm, receipt }],
    })
    session.urgent()
    return { type: 'done' }
  }

  function actorsOf(ids: readonly string[]): readonly string[] {
    return [...new Set(ids.flatMap((id) => tokens.token(id)?.actor ?? []))]
  }

  /** Whoever plays it keeps the sheet. */
  function isPlayed(actor: string): boolean {
    return toTexts(table.read(`actors.${actor}.players`), 1).length > 0
  }

  /** Whether no other token in sight shows the actor. */
  function isOnlyIn(actor: string, going: readonly string[]): boolean {
    const others = tokens.ofActor(actor).filter((id) => !going.includes(id))
    return table.exists(actorEntity(actor)) && others.every((id) => tokens.token(id)?.hidden)
  }

  function hideFromEncounters(actor: string, secret: RuleDocument): void {
    for (const id of table.entities('encounters')) {
      const place = placeOf(table, id, actor)
      if (place !== undefined) secret.write(`encounters.${id}.order`, { add: place })
      const turn = `encounters.${id}.turn`
      if (table.read(turn) === actor) secret.write(turn, { set: actor })
    }
  }

  function leaveEncounters(actor: string): void {
    for (const id of table.entities('encounters')) {
      if (placeOf(table, id, actor) !== undefined) {
        table.write(`encounters.${id}.order`, { remove: actor })
      }
      const turn = `encounters.${id}.turn`
      if (table.read(turn) === actor) table.write(turn, { set: null })
    }
  }

  function joinEncounters(actor: string, secret: RuleDocument): void {
    for (const id of merged.entities('encounters')) {
      const place = placeOf(secret, id, actor)
      if (place !== undefined) table.write(`encounters.${id}.order`, { add: place })
      const turn = `encounters.${id}.turn`
      if (secret.read(turn) === actor) table.write(turn, { set: actor })
    }
  }

  function forgetEncounters(actor: string, secret: RuleDocument): void {
    for (const id of merged.entities('encounters')) {
      if (placeOf(secret, id, actor) !== undefined) {
        secret.write(`encounters.${id}.order`, { remove: actor })
      }
      const turn = `encounters.${id}.turn`
      if (secret.read(turn) === actor) secret.write(turn, { clear: true })
    }
  }

  undo.teach({
    hide: {
      opposite: 'reveal',
      run: (ids) => {
        moveOut(ids, { waiting: false })
        return { type: 'done' }
      },
    },
    reveal: {
      opposite: 'hide',
      run: (ids) => {
        moveIn(ids)
        return { type: 'done' }
      },
    },
  })

  return { hide, reveal, moveOut, moveIn }
}

function tokenEntity(id: string): string {
  return `tokens.${id}`
}

function actorEntity(id: string): string {
  return `actors.${id}`
}

function placeOf(document: RuleDocument, encounter: string, actor: string) {
  return toList(document.read(`encounters.${encounter}.order`)).find(
    (place) => place !== null && typeof place === 'object' && 'id' in place && place.id === actor,
  )
}
