import type { Json, RuleDocument } from '#crdt-rules'
import { joinViews } from './join-views.ts'
import type { SessionDocuments } from './documents.ts'

/** One world over two documents: the GM's laid over the table's. */
export interface MergedView {
  read(path: string): Json | undefined
  exists(entity: string): boolean
  entities(kind: string): readonly string[]
  /** The document an entity, 'tokens.t1', lives in. */
  holder(entity: string): RuleDocument
  /** The written paths below an entity, in either document. */
  paths(entity: string): readonly string[]
  /** Tells the paths at or below a prefix that a transaction changed, in either document. */
  subscribe(prefix: string, listener: (paths: ReadonlySet<string>) => void): () => void
}

/** Reads what this member may see. Without the GM's key it is the table alone. */
export function createMergedView({ table, gm }: SessionDocuments): MergedView {
  if (gm === undefined) {
    return {
      read: (path) => table.read(path),
      exists: (entity) => table.exists(entity),
      entities: (kind) => table.entities(kind),
      holder: () => table,
      paths: (entity) => table.paths(entity),
      subscribe: (prefix, listener) => table.subscribe(prefix, listener),
    }
  }

  return {
    read(path) {
      const entity = entityOf(path)
      if (!gm.holds(entity)) return table.read(path)
      if (gm.exists(entity)) return gm.read(path)
      if (!gm.has(path)) return table.read(path)
      const [secret, open] = [gm.inspect(path), table.inspect(path)]
      return joinViews(secret.rule, open, secret)
    },

    exists: (entity) => gm.exists(entity) || table.exists(entity),
    entities: (kind) => [...new Set([...table.entities(kind), ...gm.entities(kind)])],
    holder: (entity) => (gm.exists(entity) ? gm : table),
    paths: (entity) => [...new Set([...table.paths(entity), ...gm.paths(entity)])],

    subscribe(prefix, listener) {
      const leaveTable = table.subscribe(prefix, listener)
      const leaveGm = gm.subscribe(prefix, listener)
      return () => {
        leaveTable()
        leaveGm()
      }
    },
  }
}

/** The entity a path belongs to: its first two segments. */
export function entityOf(path: string): string {
  const first = path.indexOf('.')
  const second = first < 0 ? -1 : path.indexOf('.', first + 1)
  return second < 0 ? path : path.slice(0, second)
}
