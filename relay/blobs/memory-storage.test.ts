import { describeBlobStorage } from './contract.ts'
import { createMemoryBlobStorage } from './memory-storage.ts'

describeBlobStorage('memory', {
  open: async () => createMemoryBlobStorage(),
  reopen: async (storage) => storage,
})
