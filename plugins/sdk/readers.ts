import type { Json } from '#crdt-rules'

/** One actor as a plugin reads it; paths are relative to the actor: 'attributes.hp.value'. */
export interface ActorReader {
  readonly id: string
  read(path: string): Json | undefined
  number(path: string, fallback?: number): number
  text(path: string): string
  list(path: string): readonly Json[]
  derive(name: string): number
}

/** The whole table as an action reads it. Reading never writes. */
export interface WorldReader {
  actor(id: string): ActorReader | undefined
  read(path: string): Json | undefined
  entities(kind: string): readonly string[]
  tokenOf(actorId: string): TokenPlace | undefined
  readonly me: { readonly member: string; readonly role: 'gm' | 'player' | 'spectator' }
}

/** Where an actor's token stands: cells of its top-left corner. */
export interface TokenPlace {
  readonly id: string
  readonly x: number
  readonly y: number
}

/** Computes one number from an actor: an ability modifier, a passive score. */
export type Derivation = (actor: ActorReader) => number

/**
 * An actor reader over any way of reading relative paths; values of an unexpected type read as the
 * fallback, and a derived number that nobody declared is a mistake that throws.
 */
export function createActorReader(
  id: string,
  read: (path: string) => Json | undefined,
  derived: Readonly<Record<string, Derivation>>,
): ActorReader {
  const actor: ActorReader = {
    id,
    read,
    number(path, fallback = 0) {
      const value = read(path)
      return typeof value === 'number' && Number.isFinite(value) ? value : fallback
    },
    text(path) {
      const value = read(path)
      return typeof value === 'string' ? value : ''
    },
    list(path) {
      const value = read(path)
      return Array.isArray(value) ? (value as readonly Json[]) : []
    },
    derive(name) {
      const derivation = Object.hasOwn(derived, name) ? derived[name] : undefined
      if (derivation === undefined) {
        throw new Error(`No derived number "${name}". Add it to the plugin's derived numbers.`)
      }
      return derivation(actor)
    },
  }
  return actor
}
