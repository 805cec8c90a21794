import type { Seat } from '../seat/index.ts'
import { say } from '../texts/index.ts'
import { artOfFile, type LibraryFile, type Wearer } from '../world/index.ts'
import type { Desk } from './desk.svelte.ts'

/** Gives somebody a picture of the library to wear, and says so with the way back. */
export function dress(seat: Seat, wearer: Wearer, name: string, file: LibraryFile): void {
  const answer = seat.world.artDeeds.setArt(wearer, artOfFile(file.id))
  seat.report(answer)
  if (answer.type === 'done') seat.sayUndoable(say('library.dressed', name))
}

/** Takes a file into the library and gives it to somebody to wear. */
export async function dressIn(
  desk: Desk,
  seat: Seat,
  wearer: Wearer,
  name: string,
  file: File,
): Promise<void> {
  const [kept] = await desk.take([file], { folder: say('library.folderTokens') })
  if (kept?.kind === 'picture') dress(seat, wearer, name, kept)
}
