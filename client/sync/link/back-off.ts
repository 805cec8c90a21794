const FIRST_MS = 300
const LONGEST_MS = 20_000

/** How long to wait after so many failures in a row: doubling, with full jitter above a quarter; `random` in [0, 1). */
export function backOffMs(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(ceiling * (0.25 + 0.75 * random))
}
