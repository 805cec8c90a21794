import type { RuleDocument } from '#crdt-rules'
import { copyEntity } from './copy-entity.ts'
import type { SessionDocuments } from './documents.ts'
import { carryPaths } from './late-arrivals.ts'

/** Writes all that a scene's document says of the map into another; what was explored is left out. */
export function copyContents(from: RuleDocument, to: RuleDocument): void {
  for (const entity of thingsIn(from)) {
    if (!isOfMap(entity) && !from.exists(entity)) continue
    to.restore(entity)
    for (const path of from.paths(entity)) {
      const value = from.read(path)
      if (value !== undefined && to.check(path, { set: value }) === undefined) {
        to.write(path, { set: value })
      }
    }
  }
}

/** Removes every trace of what a scene's document says. */
export function purgeContents(document: RuleDocument): void {
  const entities = new Set(document.paths('').map((path) => path.split('.', 2).join('.')))
  for (const entity of entities) if (!entity.startsWith('writers.')) document.purge(entity)
}

/**
 * Brings what came late into a scene's document that was left to the one it has now: what was made, what was
 * changed, what was removed. Whoever does so at the same time comes to the same.
 */
export function carryContents(documents: Documents, left: RuleDocument, home: RuleDocument): void {
  const late = thingsIn(left)
  const made = late.filter((entity) => !isOfMap(entity) && left.exists(entity))
  const changed = late.filter((entity) => isOfMap(entity) || home.exists(entity))
  const removed = thingsIn(home).filter((entity) => isRemovedApart(left, entity))
  if (late.length + removed.length === 0) return
  const paths = changed.flatMap((entity) => left.paths(entity))
  if (paths.length > 0) carryPaths(documents, left, home, paths)
  documents.write(home, () => {
    for (const entity of made) if (!home.exists(entity)) copyEntity(left, home, entity)
    for (const entity of removed) home.remove(entity)
  })
  documents.write(left, () => {
    for (const entity of [...late, ...removed]) left.purge(entity)
  })
}

type Documents = Pick<SessionDocuments, 'write' | 'nameOf' | 'memberOf'>

/** Who moved the scene purged it; who removed it beside that had not heard of it. */
function isRemovedApart(left: RuleDocument, entity: string): boolean {
  const deaths = left.inspect(`${entity}.$`).siblings.filter(({ value }) => value === false)
  const purges = deaths.filter(({ source }) => source === 'purged')
  return purges.length > 0 && purges.length < deaths.length
}

function isOfMap(entity: string): boolean {
  return entity.startsWith('map.')
}

/** The entities that something is written of; what a member explored is none. */
function thingsIn(document: RuleDocument): readonly string[] {
  const entities = new Set(document.paths('').map((path) => path.split('.', 2).join('.')))
  return [...entities].filter((entity) => !/^(writers|explored)\./.test(entity))
}
