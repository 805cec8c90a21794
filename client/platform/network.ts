/** Calls the listener when the page is no longer seen, or left: it may not be asked again. The answer stops that. */
export function onHidden(listener: () => void): () => void {
  function hidden(): void {
    if (document.visibilityState === 'hidden') listener()
  }
  document.addEventListener('visibilitychange', hidden)
  addEventListener('pagehide', listener)
  return () => {
    document.removeEventListener('visibilitychange', hidden)
    removeEventListener('pagehide', listener)
  }
}

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
