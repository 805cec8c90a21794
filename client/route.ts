/** Where in the page a person is, as the address bar tells it. */
export type Route =
  | { readonly type: 'lobby' }
  /** On the way in: the invite itself is kept on the device. */
  | { readonly type: 'join' }
  | { readonly type: 'session'; readonly room: string }
  | { readonly type: 'invite'; readonly link: string }

/** Reads the part of the address after `#`. What is no route of ours is taken for an invite. */
export function readRoute(address: string): Route {
  const fragment = address.includes('#') ? address.slice(address.indexOf('#') + 1) : ''
  if (fragment === '' || fragment === '/') return { type: 'lobby' }
  if (fragment === '/join') return { type: 'join' }
  const room = /^\/s\/([A-Za-z0-9_-]+)$/.exec(fragment)?.[1]
  if (room !== undefined) return { type: 'session', room }
  return { type: 'invite', link: address }
}

/** The fragment that leads back to a route; it never carries a secret. */
export function fragmentOf(route: Exclude<Route, { readonly type: 'invite' }>): string {
  switch (route.type) {
    case 'lobby':
      return ''
    case 'join':
      return '#/join'
    case 'session':
      return `#/s/${route.room}`
  }
}
