export function serveParent(port: number, more?: Record<string, (about: never) => unknown>): void
