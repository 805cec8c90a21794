/** This device's clock, milliseconds since 1970. */
export function now(): number {
  return Date.now()
}

/** Runs something later; the answer takes it back. */
export function schedule(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
