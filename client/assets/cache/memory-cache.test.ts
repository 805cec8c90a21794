import { describe } from 'vitest'
import { describeAssetCache } from './cache-contract.ts'
import { createMemoryCache } from './memory-cache.ts'

describe('the cache in memory', () => {
  describeAssetCache(() => {
    const cache = createMemoryCache()
    return { open: async () => cache }
  })
})
