import { z } from 'zod'
import { isAssetId, type AssetId } from './asset-id.ts'

/** How documents refer to a file: enough to lay it out before it is here. */
export const AssetReference = z.object({
  id: z.custom<AssetId>(isAssetId),
  mime: z.string().max(100),
  /** Length of the file. */
  bytes: z.int().nonnegative(),
  /** Of a picture, in its own pixels. */
  width: z.number().nonnegative().optional(),
  height: z.number().nonnegative().optional(),
})
export type AssetReference = z.infer<typeof AssetReference>
