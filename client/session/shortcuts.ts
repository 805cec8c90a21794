/** What a key press anywhere on the screen of a session means; undefined when it is nobody's. */
export function shortcutOf(event: KeyboardEvent): 'commands' | 'undo' | 'redo' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  const key = event.key.toLowerCase()
  if (key === 'k') return 'commands'
  // In a field, undo belongs to what is typed there.
  if (isField(event.target)) return undefined
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' ? 'redo' : undefined
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
