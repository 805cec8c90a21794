/** What a key asks of the map. Steps are in cells. */
export type KeyCommand =
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'fit' }
  | { readonly type: 'step'; readonly dx: number; readonly dy: number }
  | { readonly type: 'selectAll' }
  | { readonly type: 'clear' }

/** The command of a key press; undefined for keys the map leaves to others. */
export function commandFor(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): KeyCommand | undefined {
  if (event.altKey) return undefined
  if (event.ctrlKey || event.metaKey) {
    return event.key.toLowerCase() === 'a' ? { type: 'selectAll' } : undefined
  }
  switch (event.key) {
    case '+':
    case '=':
      return { type: 'zoom', factor: 1.25 }
    case '-':
    case '_':
      return { type: 'zoom', factor: 0.8 }
    case '0':
      return { type: 'fit' }
    case 'ArrowLeft':
      return { type: 'step', dx: -1, dy: 0 }
    case 'ArrowRight':
      return { type: 'step', dx: 1, dy: 0 }
    case 'ArrowUp':
      return { type: 'step', dx: 0, dy: -1 }
    case 'ArrowDown':
      return { type: 'step', dx: 0, dy: 1 }
    case 'Escape':
      return { type: 'clear' }
    default:
      return undefined
  }
}
