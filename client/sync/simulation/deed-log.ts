import { log, type RuleDocument } from '#crdt-rules'
import { z } from 'zod'

/** Where every deed leaves its id. */
export const LOG_PATH = 'log.deeds'
export const logRules = { [LOG_PATH]: log(z.string()) }

/** The ids of all deeds that a document knows. */
export function deedsIn(game: RuleDocument): readonly string[] {
  const lines = game.read(LOG_PATH)
  return Array.isArray(lines) ? lines.map(String) : []
}

/** Does something in one transaction that leaves its id. */
export function logged(game: RuleDocument, id: string, body: () => void): void {
  game.transact(() => {
    body()
    game.write(LOG_PATH, { add: id })
  })
}
