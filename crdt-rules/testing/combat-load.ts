import { createRandom, type Random } from './random.ts'

/** One change of a fight, in words that every store understands. */
export type Blow =
  | { readonly type: 'move'; readonly actor: string; readonly x: number; readonly y: number }
  | { readonly type: 'hit'; readonly actor: string; readonly amount: number; readonly left: number }
  | { readonly type: 'afflict' | 'relieve'; readonly actor: string; readonly condition: string }

/** What one person does before the next one acts. */
export interface Turn {
  readonly author: number
  readonly blows: readonly Blow[]
}

/** Who fights, and what happens. */
export interface Combat {
  readonly actors: readonly string[]
  readonly turns: readonly Turn[]
}

/** A fight of many actors: half moves, a third hits and heals, the rest conditions; turns alternate. */
export function createCombat(actorCount: number, blowCount: number, seed: number): Combat {
  const random = createRandom(seed)
  const actors = Array.from({ length: actorCount }, () => `a${letters(random, 14)}`)
  const hitPoints = new Map(actors.map((actor) => [actor, fullHitPoints]))
  const afflicted = new Set<string>()
  const turns: Turn[] = []
  for (let done = 0; done < blowCount;) {
    const length = Math.min(1 + random.below(6), blowCount - done)
    const blows = Array.from({ length }, () => strike(random, actors, hitPoints, afflicted))
    turns.push({ author: 1_000_000_007 * (1 + (turns.length % authorCount)), blows })
    done += length
  }
  return { actors, turns }
}

/** The hit points that every actor starts with. */
export const fullHitPoints = 40

/** Ids as the client makes them: a letter and 14 random ones. */
function letters(random: Random, length: number): string {
  return Array.from({ length }, () => random.below(36).toString(36)).join('')
}

function strike(
  random: Random,
  actors: readonly string[],
  hitPoints: Map<string, number>,
  afflicted: Set<string>,
): Blow {
  const actor = random.pick(actors)
  const kind = random.below(100)
  if (kind < 50) return { type: 'move', actor, x: random.below(60) * 70, y: random.below(60) * 70 }
  if (kind < 84) {
    const before = hitPoints.get(actor) ?? fullHitPoints
    const amount = before === 0 ? 10 : random.below(5) === 0 ? random.below(8) : -random.below(14)
    const left = Math.max(0, Math.min(fullHitPoints, before + amount))
    hitPoints.set(actor, left)
    return { type: 'hit', actor, amount, left }
  }
  const condition = random.pick(conditions)
  const key = `${actor} ${condition}`
  const type = afflicted.has(key) ? 'relieve' : 'afflict'
  if (type === 'afflict') afflicted.add(key)
  else afflicted.delete(key)
  return { type, actor, condition }
}

const conditions = ['blinded', 'charmed', 'frightened', 'grappled', 'poisoned', 'prone', 'stunned']
const authorCount = 5
