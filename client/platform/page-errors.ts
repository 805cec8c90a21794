/** Tells every error that nobody caught; the page goes on. */
export function onPageError(page: Window, listener: (error: unknown) => void): void {
  page.addEventListener('error', (event) => listener(event.error ?? event.message))
  page.addEventListener('unhandledrejection', (event) => listener(event.reason))
}
