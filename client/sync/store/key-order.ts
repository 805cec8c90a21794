import type { Key } from './device-store.ts'

/** Compares keys as IndexedDB does: part by part, numbers before text, a prefix before what follows it. */
export function compareKeys(left: Key, right: Key): number {
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (part === other) continue
    if (typeof part !== typeof other) return typeof part === 'number' ? -1 : 1
    return part < other ? -1 : 1
  }
  return left.length === right.length ? 0 : -1
}

/** Whether a key begins with a prefix. */
export function hasPrefix(key: Key, prefix: Key): boolean {
  return prefix.every((part, index) => key[index] === part)
}

/** A key as text that no other key has. */
export function keyText(key: Key): string {
  return JSON.stringify(key)
}
