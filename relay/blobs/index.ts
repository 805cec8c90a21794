/** The blob store: sealed files by the hash of what the relay has of them, over HTTP. */
export { createBlobs, type BlobEvent, type Blobs, type BlobsOptions } from './blobs.ts'
export type { BlobStorage } from './blob-storage.ts'
export { openFileBlobStorage } from './file-storage.ts'
export { createMemoryBlobStorage } from './memory-storage.ts'
export type { BlobReserves } from './routes.ts'
