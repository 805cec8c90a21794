import type { Page } from '@playwright/test'
import { quantile } from './figures.ts'

/** What a page did for a while: times between frames and long tasks, in ms. */
export interface Frames {
  readonly frames: readonly number[]
  readonly longTasks: readonly number[]
}

/** Looks at the frames of a page while something is done. */
export async function observeFrames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const observed = { frames: [] as number[], longTasks: [] as number[], isOver: false }
    let last = performance.now()
    function frame(now: number): void {
      observed.frames.push(now - last)
      last = now
      if (!observed.isOver) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) observed.longTasks.push(entry.duration)
    }).observe({ type: 'longtask' })
    Object.assign(window, { observed })
  })
  await act()
  return page.evaluate(() => {
    const { observed } = window as unknown as { observed: Frames & { isOver: boolean } }
    observed.isOver = true
    return { frames: observed.frames.slice(1), longTasks: observed.longTasks }
  })
}

/** One row of a table of frames. */
export function framesRow(
  what: string,
  { frames, longTasks }: Frames,
): Record<string, string | number> {
  return {
    what,
    frames: String(frames.length),
    median: quantile(frames, 0.5),
    p99: quantile(frames, 0.99),
    longest: Math.max(...frames),
    'long tasks': String(longTasks.length),
    'longest task': Math.max(0, ...longTasks),
  }
}
