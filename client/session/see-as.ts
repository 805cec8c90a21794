import { say } from '../texts/index.ts'
import type { MemberView, World } from '../world/index.ts'

/** Whose eyes I may look through: those of everyone who is no GM; nobody's unless I am one. */
export function othersEyes(world: World): readonly MemberView[] {
  return world.me.role === 'gm' ? world.members.filter(({ role, me }) => role !== 'gm' && !me) : []
}

/** Looks through a member's eyes, or with my own again. */
export function toggleEyes(world: World, member: string): void {
  world.seeAs(world.seesAs === member ? undefined : member)
}

/** What says so on a button or in a menu. */
export function eyesOf(world: World, { id, name }: MemberView): string {
  return world.seesAs === id ? say('map.seeAllAgain') : say('map.seeAsNamed', name.slice(0, 60))
}
