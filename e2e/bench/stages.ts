import type { BrowserContext, Page } from '@playwright/test'

/** Moments of one edit in one page, in ms since 1970; each is the first of its kind since `forgetStages`. */
export interface Stages {
  /** The key went down. */
  readonly key?: number
  /** Every listener of the key has returned. */
  readonly handled?: number
  /** A canvas began to be painted. */
  readonly painting?: number
  /** The scripts of that frame have ended. */
  readonly painted?: number
  /** A record left by the socket. */
  readonly sent?: number
  /** A record came by the socket. */
  readonly arrived?: number
}

/** Has every page of a profile note the stages of an edit; to be called before a page opens. */
export async function noteStages(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // Pings, cursors and acknowledgements are smaller than any record.
    const smallestRecord = 200
    const stages: Record<string, number> = {}
    Object.assign(window, { editStages: stages })

    function note(stage: string, at = performance.now()): void {
      stages[stage] ??= performance.timeOrigin + at
    }

    addEventListener('keydown', (event) => note('key', event.timeStamp), { capture: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        if (entry.name === 'keydown') note('handled', entry.processingEnd)
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)

    const { clearRect } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      // Only what is on the screen is a frame; the bench itself paints beside it.
      if (this.canvas.isConnected && !('painting' in stages)) {
        note('painting')
        queueMicrotask(() => note('painted'))
      }
      clearRect.apply(this, area)
    }

    function isRecord(data: unknown): boolean {
      return (
        (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) &&
        data.byteLength >= smallestRecord
      )
    }

    window.WebSocket = class extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        this.addEventListener('message', ({ data }) => {
          if (isRecord(data)) note('arrived')
        })
      }

      override send(data: string | Blob | BufferSource): void {
        if (isRecord(data)) note('sent')
        super.send(data)
      }
    }
  })
}

/** Begins anew: the next edit's moments count. */
export async function forgetStages(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { editStages } = window as unknown as { editStages: Record<string, number> }
    for (const stage of Object.keys(editStages)) delete editStages[stage]
  })
}

/** What was noted since. */
export function readStages(page: Page): Promise<Stages> {
  return page.evaluate(() => (window as unknown as { editStages: Stages }).editStages)
}
