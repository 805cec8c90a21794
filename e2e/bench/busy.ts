import type { Page } from '@playwright/test'

/** How long the main thread of a page worked, in ms of processor time: other processes do not count. */
export interface Busy {
  readonly script: number
  readonly all: number
}

/** Begins to measure; the returned function answers the work since, again and again. */
export async function measureBusy(page: Page): Promise<() => Promise<Busy>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })

  async function total(): Promise<Busy> {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
    return { script: seconds('ScriptDuration') * 1000, all: seconds('TaskDuration') * 1000 }
  }

  const start = await total()
  return async () => {
    const { script, all } = await total()
    return { script: script - start.script, all: all - start.all }
  }
}
