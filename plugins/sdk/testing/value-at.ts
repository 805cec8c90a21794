import type { Json } from '#crdt-rules'

/** What stands at a dotted path inside nested data; undefined when nothing does. */
export function valueAt(data: Json, path: string): Json | undefined {
  let found: Json | undefined = data
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined
    const object = found as { readonly [key: string]: Json }
    found = Object.hasOwn(object, key) ? object[key] : undefined
  }
  return found
}
