import { z } from 'zod'
import type { Profile } from './members.ts'
import type { WorldOptions } from '../options.ts'

const Kept = z.object({ name: z.string(), colour: z.string().optional() })

/**
 * Who sits here: as just typed, or as this device kept it, for who joined and left again before the
 * table could be told.
 */
export async function recallProfile({
  profile,
  session,
  shelf,
}: Pick<WorldOptions, 'profile' | 'session' | 'shelf'>): Promise<
  (Profile & { readonly isNew: boolean }) | undefined
> {
  const shelfName = `profile/${session.room}`
  if (profile !== undefined) {
    const { name, colour } = profile
    // A full disk must not keep anybody from joining: the table is told as well.
    await shelf.write(shelfName, { name, ...(colour && { colour }) }).catch(() => undefined)
    return { ...profile, isNew: true }
  }
  const kept = Kept.safeParse(await shelf.read(shelfName))
  if (!kept.success) return undefined
  const { name, colour } = kept.data
  return { name, ...(colour === undefined ? {} : { colour }), isNew: false }
}
