/** The browser's address bar, as something that can be read, shown and listened to. */
export function openAddressBar(page: Window) {
  return {
    read: (): string => page.location.href,

    /** Shows another fragment on the same page; an empty one takes the `#` away too. */
    show(fragment: string, how: 'push' | 'replace'): void {
      const { pathname, search } = page.location
      const address = `${pathname}${search}${fragment}`
      if (how === 'push') page.history.pushState(null, '', address)
      else page.history.replaceState(null, '', address)
    },

    /** Told when a person types another fragment or goes back. */
    onChange(listener: () => void): () => void {
      page.addEventListener('hashchange', listener)
      return () => page.removeEventListener('hashchange', listener)
    },
  }
}
