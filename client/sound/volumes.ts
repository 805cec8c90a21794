import { z } from 'zod'

const Level = z.number().min(0).max(1)

/** How loud a person has it on this device, from 0 to 1. */
export const Volumes = z.object({
  music: Level,
  ambience: Level,
  effects: Level,
  isMuted: z.boolean(),
})
export type Volumes = z.infer<typeof Volumes>

export const usualVolumes: Volumes = { music: 0.6, ambience: 0.5, effects: 0.8, isMuted: false }
