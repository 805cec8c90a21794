import type { RuleDocument } from '#crdt-rules'
import type { SyncSession } from '../../sync/index.ts'
import { line } from '../../texts/told.ts'
import { copyEntity } from '../documents/copy-entity.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { entryEntity } from '../documents/entry-path.ts'
import { toList } from '../documents/foreign.ts'
import type { LogPart } from '../log/log.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Placing } from '../parts.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { UndoPart } from './undo.ts'
import type { Answer } from '../views.ts'

interface VisibilityOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly tokens: TokensPart
  readonly log: LogPart
  readonly undo: UndoPart
  /** A name for an actor that everyone sees, told apart from the others'. */
  readonly publicName: (name: string) => string
}

/**
 * Moves a token between what everyone holds and what only the GM's devices hold: written there,
 * then purged here, so that no document a player can open names it any longer.
 */
export function createVisibility(options: VisibilityOptions): Pick<Placing, 'hide' | 'reveal'> {
  const { session, documents, merged, tokens, log, undo } = options
  const { table, gm } = documents

  function hide(id: string): Answer {
    const token = tokens.token(id)
    if (gm === undefined) return refuse('Only a GM can hide a token.')
    if (token === undefined) return refuse('It is no longer there.')
    if (token.hidden) return { type: 'done' }

    const actor =
      token.actor !== undefined && isOnlyOf(token.actor, id, false) ? token.actor : undefined
    const entities = [`tokens.${id}`, ...(actor === undefined ? [] : [`actors.${actor}`])]
    documents.write(gm, () => {
      for (const entity of entities) copyEntity(table, gm, entity)
      if (actor !== undefined) hideFromEncounters(actor, gm)
    })
    documents.write(table, () => {
      for (const entity of entities) table.purge(entity)
      if (actor !== undefined) leaveEncounters(actor)
    })
    undo.forget(entities)
    log.add({ kind: 'action', ...line('told.hidden', token.name), action: 'hide' }, 'gm')
    session.urgent()
    return { type: 'done' }
  }

  function reveal(id: string, { quietly = false } = {}): Answer {
    const token = tokens.token(id)
    if (gm === undefined) return refuse('Only a GM can reveal a token.')
    if (token === undefined) return refuse('It is no longer there.')
    if (!token.hidden) return { type: 'done' }

    const actor =
      token.actor !== undefined && gm.exists(`actors.${token.actor}`) ? token.actor : undefined
    const template = actor === undefined ? undefined : gm.read(`actors.${actor}.template`)
    const entry = typeof template === 'string' ? entryEntity(template) : undefined
    const name = options.publicName(token.name)
    documents.write(table, () => {
      if (entry !== undefined && gm.exists(entry) && !table.exists(entry))
        copyEntity(gm, table, entry)
      if (actor !== undefined) copyEntity(gm, table, `actors.${actor}`)
      copyEntity(gm, table, `tokens.${id}`)
      if (actor !== undefined && name !== token.name) {
        table.write(`actors.${actor}.name`, { set: name })
      }
      if (actor !== undefined) joinEncounters(actor, gm)
    })
    documents.write(gm, () => {
      gm.purge(`tokens.${id}`)
      if (actor !== undefined) gm.purge(`actors.${actor}`)
      if (actor !== undefined) forgetEncounters(actor, gm)
    })
    if (!quietly) {
      const told = line('told.appears', tokens.token(id)?.name ?? name)
      log.add({ kind: 'action', ...told, action: 'reveal' }, 'everyone')
    }
    session.urgent()
    return { type: 'done' }
  }

  /** Whether no other token of that sort shows the actor. */
  function isOnlyOf(actor: string, token: string, hidden: boolean): boolean {
    return tokens
      .ofActor(actor)
      .every((other) => other === token || tokens.token(other)?.hidden !== hidden)
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

  return { hide, reveal }
}

function placeOf(document: RuleDocument, encounter: string, actor: string) {
  return toList(document.read(`encounters.${encounter}.order`)).find(
    (place) => place !== null && typeof place === 'object' && 'id' in place && place.id === actor,
  )
}

function refuse(because: string): Answer {
  return { type: 'refused', because }
}
