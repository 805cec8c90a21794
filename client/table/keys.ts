/** What a key asks of the map. Steps are in cells. */
export type KeyCommand =
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'fit' }
  /** `isFine`: a tenth of a cell. */
  | { readonly type: 'step'; readonly dx: number; readonly dy: number; readonly isFine?: true }
  | { readonly type: 'selectAll' }
  | { readonly type: 'clear' }

/** The command of a key press; undefined for keys the map leaves to others. */
export function commandFor(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): KeyCommand | undefined {
  if (event.altKey) return event.ctrlKey || event.metaKey ? undefined : stepFor(event.key, true)
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
    case 'Escape':
      return { type: 'clear' }
    default:
      return stepFor(event.key, false)
  }
}

function stepFor(key: string, isFine: boolean): KeyCommand | undefined {
  const by = stepByKey[key]
  return by && { type: 'step', dx: by[0], dy: by[1], ...(isFine && { isFine }) }
}

const stepByKey: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
