/** Bytes from one position up to and without another. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * Reads a Range header (RFC 9110) for something this long. Several ranges, or what is no range at all, count as
 * none, as the standard allows; 'outside' is a range that has nothing.
 */
export function parseRange(
  header: string | undefined,
  totalBytes: number,
): ByteRange | 'none' | 'outside' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return 'none'
  if (first === '') {
    const from = Math.max(0, totalBytes - Number(last))
    return from < totalBytes ? { from, to: totalBytes } : 'outside'
  }
  const from = Number(first)
  const to = last === '' ? totalBytes : Math.min(totalBytes, Number(last) + 1)
  if (last !== '' && Number(last) < from) return 'none'
  return from < totalBytes ? { from, to } : 'outside'
}
