import type { ActorSummary, Role, VisionView } from '../world/index.ts'

/**
 * Whether a person is asked whom they play: a player who plays nobody is, until they went to choose,
 * and for as long as nobody's eyes show them anything in the fog.
 */
export function asksWhoToPlay({
  role,
  actors,
  vision,
  wentToChoose,
}: {
  readonly role: Role
  readonly actors: readonly Pick<ActorSummary, 'mine'>[]
  readonly vision: Pick<VisionView, 'sight'> | undefined
  readonly wentToChoose: boolean
}): boolean {
  if (role !== 'player' || actors.some(({ mine }) => mine)) return false
  return !wentToChoose || vision?.sight?.view.viewers.length === 0
}
