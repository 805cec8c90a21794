/** Calls the listener when the browser says that the network is back, or the page is shown again. The answer stops that. */
export function onOnline(listener: () => void): () => void {
  function shown(): void {
    if (document.visibilityState === 'visible') listener()
  }
  addEventListener('online', listener)
  document.addEventListener('visibilitychange', shown)
  return () => {
    removeEventListener('online', listener)
    document.removeEventListener('visibilitychange', shown)
  }
}
