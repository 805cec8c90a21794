/** Runs something later; the answer takes it back. */
export type Schedule = (delayMs: number, run: () => void) => () => void
