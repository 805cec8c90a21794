/**
 * Fetches, one after the other, what the page will show only later (`later.json`, written by the build), so that
 * panels, tools and dialogs open when the network is gone, also where there is no service worker. Scripts are kept by
 * the page itself: browsers do not promise to answer from their cache. Resolves with whether all of it is here.
 */
export async function fetchLaterFiles(): Promise<boolean> {
  try {
    const listed = await fetch(new URL('later.json', document.baseURI))
    if (!listed.ok) return false
    for (const file of (await listed.json()) as readonly string[]) await keep(file)
    return true
  } catch {
    return false
  }
}

function keep(file: string): Promise<void> {
  const { href } = new URL(file, document.baseURI)
  const rel = file.endsWith('.css') ? 'stylesheet' : 'modulepreload'
  const isThere = [...document.querySelectorAll('link')].some(
    (link) => link.href === href && link.rel === rel,
  )
  if (isThere) return Promise.resolve()
  const link = document.createElement('link')
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => {
      link.remove()
      reject(new Error(`${file} did not come.`))
    })
    Object.assign(link, { rel, href, crossOrigin: '' })
    document.head.append(link)
  })
}
