/**
 * Copies what a field holds. Answers false when the browser allows no copying; the field's text is
 * selected then, ready to be copied by hand. Works without a secure context.
 */
export async function copyField(field: HTMLInputElement): Promise<boolean> {
  field.select()
  // Missing on plain http.
  const clipboard = field.ownerDocument.defaultView?.navigator.clipboard
  if (clipboard !== undefined) {
    try {
      await clipboard.writeText(field.value)
      return true
    } catch {
      // Refused, as in a page without focus: the older way may still work.
    }
  }
  return copySelection(field.ownerDocument)
}

function copySelection(document: Document): boolean {
  try {
    // Deprecated, and the only way to copy on plain http.
    return document.execCommand('copy')
  } catch {
    return false
  }
}
