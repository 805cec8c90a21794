import { combineRules, defineRules, openDocument, type RuleDocument } from '#crdt-rules'
import { expectModel } from '../../../crdt-rules/testing/fuzz/expect-model.ts'
import { isTally, type Operation } from '../../../crdt-rules/testing/fuzz/model.ts'
import {
  defaultAt,
  entities,
  leafPaths,
  rules,
  type Replica,
} from '../../../crdt-rules/testing/fuzz/replica.ts'
import { undoLast, type Undoable } from '../../../crdt-rules/testing/fuzz/undo.ts'
import {
  LIFE,
  randomEdit,
  writeLife,
  writePlainly,
  writeTally,
} from '../../../crdt-rules/testing/fuzz/writer.ts'
import type { Chance } from './chance.ts'
import { deedsIn, logged, logRules } from './deed-log.ts'
import type { Rulebook } from './rulebook.ts'

const allRules = combineRules(rules, defineRules(logRules))

/** The game of some evenings: every rule there is, deeds that are taken back and done again, judged by the model of the rules' own fuzz. */
export function createAllRules(): Rulebook {
  const operationsBy = new Map<string, readonly Operation[]>()
  const gmClients = new Set<number>()
  const clocks = new WeakMap<RuleDocument, () => number>()
  /** What each open document would take back: the last deed, or what took that back. */
  const undoable = new WeakMap<RuleDocument, Undoable>()

  function isGm(client: number): boolean {
    return gmClients.has(client)
  }

  function knownTo(game: RuleDocument): Set<Operation> {
    return new Set(deedsIn(game).flatMap((id) => operationsBy.get(id) ?? []))
  }

  function replicaOf(game: RuleDocument, known: Set<Operation>): Replica {
    const now = clocks.get(game) ?? Date.now
    const { clientID: client } = game.doc
    return { name: 'a tab', document: game, client, isGm, now, known, arrived: new Set() }
  }

  function write(replica: Replica, { path, edit }: Writing): readonly Operation[] {
    if (edit.type === 'life') return [writeLife(replica, path, edit.verb)]
    return isTally(replica.document.rules.ruleOf(path).name)
      ? writeTally(replica, path, edit.edit)
      : [writePlainly(replica, path, edit.edit)]
  }

  function perform(game: RuleDocument, id: string, body: (replica: Replica) => Done): string {
    const known = knownTo(game)
    const before = new Set(known)
    let inWords = ''
    logged(game, id, () => {
      const done = body(replicaOf(game, known))
      inWords = done.inWords
      operationsBy.set(id, done.operations)
      undoable.set(game, { receipt: done.receipt, operations: done.operations, before })
    })
    return `${id}: ${inWords}`
  }

  function takeBack(replica: Replica, last: Undoable): Done {
    const { made, receipt } = undoLast(replica, last)
    const paths = made.map(({ path }) => path)
    return { inWords: `takes back ${paths.join(', ')}`, operations: made, receipt }
  }

  function writeAll(replica: Replica, writings: readonly Writing[]): Done {
    const operations: Operation[] = []
    const receipt = replica.document.transact(() => {
      for (const writing of writings) {
        const made = write(replica, writing)
        operations.push(...made)
        for (const operation of made) replica.known.add(operation)
      }
    })
    return { inWords: writings.map(describe).join(', '), operations, receipt }
  }

  return {
    open(doc, now) {
      const game = openDocument({ doc, rules: allRules, now, defaults: defaultAt, isGm })
      clocks.set(game, now)
      return game
    },
    invent(_document, id, chance) {
      const isUndo = chance.happens(0.15)
      const writings = Array.from({ length: 1 + chance.below(3) }, () => inventWriting(chance))
      return {
        perform(game, byGm) {
          if (byGm) gmClients.add(game.doc.clientID)
          const last = undoable.get(game)
          return perform(game, id, (replica) =>
            isUndo && last !== undefined ? takeBack(replica, last) : writeAll(replica, writings),
          )
        },
      }
    },
    judge(_document, game) {
      try {
        expectModel(game, knownTo(game), 'who came last', isGm)
        return []
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)]
      }
    },
  }
}

interface Done {
  readonly inWords: string
  readonly operations: readonly Operation[]
  readonly receipt: Undoable['receipt']
}

interface Writing {
  readonly path: string
  readonly edit:
    | { readonly type: 'life'; readonly verb: (typeof LIFE)[number] }
    | { readonly type: 'leaf'; readonly edit: ReturnType<typeof randomEdit> }
}

function inventWriting(chance: Chance): Writing {
  if (chance.happens(0.1)) {
    return { path: chance.pick(entities), edit: { type: 'life', verb: chance.pick(LIFE) } }
  }
  const path = chance.pick(leafPaths)
  const random = { below: chance.below, pick: chance.pick, chance: chance.happens }
  const edit = randomEdit(rules.ruleOf(path).name, random)
  return { path, edit: { type: 'leaf', edit } }
}

function describe({ path, edit }: Writing): string {
  return edit.type === 'life' ? `${edit.verb} ${path}` : `${path} ${JSON.stringify(edit.edit)}`
}
