import { YKeyValue } from 'y-utility/y-keyvalue'
import * as Y from 'yjs'
import { z } from 'zod'
import { openDocument } from '../document.ts'
import { QuietDoc } from '../quiet-doc.ts'
import type { RuleDocument } from '../rule-document.ts'
import { defineRules } from '../rule-set.ts'
import { addWinsSet } from '../rules/collections.ts'
import { lww } from '../rules/lww.ts'
import { tally } from '../rules/tally.ts'
import { fullHitPoints, type Blow } from './combat-load.ts'

/** A way to keep the state of a fight in a Yjs document. */
export interface Contestant {
  readonly name: string
  readonly createDoc: () => Y.Doc
  readonly open: (doc: Y.Doc) => Store
}

/** A store over one document. */
export interface Store {
  readonly add: (actor: string) => void
  readonly perform: (blow: Blow) => void
  readonly receive: (update: Uint8Array) => void
  /** Reads everything, and answers how many values there were. */
  readonly readAll: () => number
  /** From here on somebody is told which paths changed; answers how long they are all together. */
  readonly listen: () => () => number
}

/** The rules of this folder, with authors, times and siblings. */
export const ownRules: Contestant = {
  name: 'crdt-rules',
  createDoc: () => new QuietDoc(),
  open: openRules,
}

/** What most people write: a Y.Map per level, the last write wins by client id. */
export const nestedMaps: Contestant = {
  name: 'nested Y.Map',
  createDoc: () => new Y.Doc(),
  open: openMaps,
}

/** y-utility's key-value store over one Y.Array. */
export const keyValue: Contestant = {
  name: 'YKeyValue',
  createDoc: () => new Y.Doc(),
  open: openKeyValue,
}

function openRules(doc: Y.Doc): Store {
  const game: RuleDocument = openDocument({ doc, rules, now: () => Date.now() })
  return {
    add: (actor) =>
      game.transact(() => {
        game.create(`actors.${actor}`)
        game.write(`actors.${actor}.name`, { set: nameOf(actor) })
        game.write(`actors.${actor}.armorClass`, { set: 13 })
        game.write(`actors.${actor}.attributes.hp.max`, { set: fullHitPoints })
        game.write(`actors.${actor}.attributes.hp.value`, { set: fullHitPoints })
        game.write(`actors.${actor}.position`, { set: { x: 0, y: 0 } })
      }),
    perform: (blow) => performByRules(game, blow),
    receive: (update) => game.apply(update),
    readAll: () => game.paths('').map((path) => game.read(path)).length,
    listen: () => count((told) => game.subscribe('', (paths) => paths.forEach(told))),
  }
}

function performByRules(game: RuleDocument, blow: Blow): void {
  switch (blow.type) {
    case 'move':
      return game.write(`actors.${blow.actor}.position`, { set: { x: blow.x, y: blow.y } })
    case 'hit':
      return game.write(`actors.${blow.actor}.attributes.hp.value`, { add: blow.amount })
    case 'afflict':
      return game.write(`actors.${blow.actor}.conditions`, { add: blow.condition })
    case 'relieve':
      return game.write(`actors.${blow.actor}.conditions`, { remove: blow.condition })
  }
}

function openMaps(doc: Y.Doc): Store {
  const actors = doc.getMap<Y.Map<unknown>>('actors')

  function level(map: Y.Map<unknown> | undefined, key: string): Y.Map<unknown> {
    const child = map?.get(key)
    if (child instanceof Y.Map) return child as Y.Map<unknown>
    throw new Error(`There is no map at ${key}. Add the actor first.`)
  }

  return {
    add: (actor) =>
      doc.transact(() => {
        const hp = mapOf({ value: fullHitPoints, max: fullHitPoints })
        const fields = { name: nameOf(actor), armorClass: 13, position: { x: 0, y: 0 } }
        const attributes = mapOf({ hp })
        actors.set(actor, mapOf({ ...fields, attributes, conditions: new Y.Map() }))
      }),
    perform(blow) {
      const actor = actors.get(blow.actor)
      switch (blow.type) {
        case 'move':
          return void actor?.set('position', { x: blow.x, y: blow.y })
        case 'hit':
          return void level(level(actor, 'attributes'), 'hp').set('value', blow.left)
        case 'afflict':
          return void level(actor, 'conditions').set(blow.condition, true)
        case 'relieve':
          return level(actor, 'conditions').delete(blow.condition)
      }
    },
    receive: (update) => Y.applyUpdate(doc, update),
    readAll: () => Object.keys(actors.toJSON()).length,
    listen: () =>
      count((told) =>
        actors.observeDeep((events) =>
          events.forEach((event) => {
            const prefix = ['actors', ...event.path].join('.')
            event.changes.keys.forEach((_change, key) => told(`${prefix}.${key}`))
          }),
        ),
      ),
  }
}

function openKeyValue(doc: Y.Doc): Store {
  const store = new YKeyValue(doc.getArray<{ key: string; val: unknown }>('state'))
  return {
    add: (actor) =>
      doc.transact(() => {
        store.set(`actors.${actor}.name`, nameOf(actor))
        store.set(`actors.${actor}.armorClass`, 13)
        store.set(`actors.${actor}.attributes.hp.max`, fullHitPoints)
        store.set(`actors.${actor}.attributes.hp.value`, fullHitPoints)
        store.set(`actors.${actor}.position`, { x: 0, y: 0 })
      }),
    perform(blow) {
      switch (blow.type) {
        case 'move':
          return store.set(`actors.${blow.actor}.position`, { x: blow.x, y: blow.y })
        case 'hit':
          return store.set(`actors.${blow.actor}.attributes.hp.value`, blow.left)
        case 'afflict':
          return store.set(`actors.${blow.actor}.conditions.${blow.condition}`, true)
        case 'relieve':
          return store.delete(`actors.${blow.actor}.conditions.${blow.condition}`)
      }
    },
    receive: (update) => Y.applyUpdate(doc, update),
    readAll: () => [...store.map.values()].map(({ val }) => val).length,
    listen: () =>
      count((told) =>
        store.on('change', (changes: ReadonlyMap<string, unknown>) =>
          changes.forEach((_change, key) => told(key)),
        ),
      ),
  }
}

function count(listen: (told: (path: string) => void) => void): () => number {
  let length = 0
  listen((path) => {
    length += path.length
  })
  return () => length
}

function mapOf(fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
  return new Y.Map(Object.entries(fields))
}

function nameOf(actor: string): string {
  return `Goblin ${actor}`
}

const rules = defineRules({
  'actors.*.attributes.hp.value': tally({
    sets: 'min',
    floor: 0,
    ceiling: 'actors.*.attributes.hp.max',
  }),
  'actors.*.attributes.hp.max': lww(z.number()),
  'actors.*.armorClass': lww(z.number()),
  'actors.*.name': lww(z.string()),
  'actors.*.position': lww(z.object({ x: z.number(), y: z.number() })),
  'actors.*.conditions': addWinsSet(z.string()),
})
