/** What a key asks of the selected tokens. */
export type TokenCommand =
  | { readonly type: 'turn'; readonly degrees: number }
  | { readonly type: 'raise'; readonly steps: number }
  | { readonly type: 'resize'; readonly by: number }
  | { readonly type: 'copy' | 'paste' | 'duplicate' | 'lock' | 'group' | 'remove' }

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The command of a key press; undefined for keys that are none of theirs. The browser itself says what is copied and pasted. */
export function tokenKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed) {
  if (altKey) return undefined
  const plain = key.length === 1 ? key.toLowerCase() : key
  const command: TokenCommand | undefined =
    ctrlKey || metaKey ? withControl[plain] : plain === 'r' ? turn(shiftKey) : byKey[plain]
  return command
}

function turn(isBack: boolean): TokenCommand {
  return { type: 'turn', degrees: isBack ? -45 : 45 }
}

const withControl: Readonly<Record<string, TokenCommand>> = {
  d: { type: 'duplicate' },
}

const byKey: Readonly<Record<string, TokenCommand>> = {
  g: { type: 'group' },
  l: { type: 'lock' },
  '[': { type: 'resize', by: -1 },
  ']': { type: 'resize', by: 1 },
  PageUp: { type: 'raise', steps: 1 },
  PageDown: { type: 'raise', steps: -1 },
  Delete: { type: 'remove' },
  Backspace: { type: 'remove' },
}
