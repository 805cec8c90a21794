/** Asks the browser not to evict what this page keeps. True when it promised. */
export async function requestPersistence(): Promise<boolean> {
  const storage = (navigator as { readonly storage?: StorageManager }).storage
  if (storage === undefined || typeof storage.persist !== 'function') return false
  return (await storage.persisted()) || (await storage.persist())
}
