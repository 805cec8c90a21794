import { z } from 'zod'

/** A compendium entry as documents and the device keep it. It may come from somebody else's file. */
export const StoredEntry = z.object({
  id: z.string().min(1).max(200),
  kind: z.string().max(64),
  name: z.string().max(200),
  summary: z.string().max(400),
  art: z.string().max(64),
  size: z.number().min(0.25).max(20),
  data: z.json(),
})
