/** Registers the worker that serves the page offline; false where the browser has none or refuses it. */
export async function registerServiceWorker(): Promise<boolean> {
  const container = (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker
  if (container === undefined) return false
  try {
    await container.register(new URL('sw.js', document.baseURI))
    return true
  } catch {
    return false
  }
}
