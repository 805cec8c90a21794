import type { KeptAsset } from './cache/asset-cache.ts'

/**
 * Which assets go so that `neededBytes` more fit into the budget: those the relay has, least recently used first.
 * What was not uploaded yet never goes, even when the budget is exceeded.
 */
export function chooseEvictions(
  kept: readonly KeptAsset[],
  budgetBytes: number,
  neededBytes: number,
): readonly KeptAsset[] {
  let excess = kept.reduce((sum, { entry }) => sum + entry.bytes, neededBytes) - budgetBytes
  const safe = kept.filter(({ entry }) => entry.isSafe)
  const chosen: KeptAsset[] = []
  for (const asset of safe.toSorted((left, right) => left.entry.usedAtMs - right.entry.usedAtMs)) {
    if (excess <= 0) break
    chosen.push(asset)
    excess -= asset.entry.bytes
  }
  return chosen
}
