import type { Page } from '@playwright/test'

/** A part of the page, in CSS pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Puts the watching functions into a page; they look at what its canvases show. */
export async function installWatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const side = 96
    const scratch = document.createElement('canvas')
    scratch.width = side
    scratch.height = side
    const context = scratch.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('This browser draws no canvas.')
    const paper = context

    /** A fingerprint of what the canvases show in a box. */
    function look(box: Box): number {
      paper.clearRect(0, 0, side, side)
      for (const canvas of document.querySelectorAll('canvas')) {
        const { left, top, width } = canvas.getBoundingClientRect()
        const ratio = canvas.width / width
        const at = [(box.x - left) * ratio, (box.y - top) * ratio] as const
        paper.drawImage(canvas, ...at, box.width * ratio, box.height * ratio, 0, 0, side, side)
      }
      const { buffer } = paper.getImageData(0, 0, side, side).data
      return new Uint32Array(buffer).reduce((hash, pixel) => Math.imul(hash ^ pixel, 16777619), 0)
    }

    /** Runs after everything that this frame draws. */
    function afterFrame(run: () => void): void {
      const channel = new MessageChannel()
      channel.port1.onmessage = run
      requestAnimationFrame(() => channel.port2.postMessage(undefined))
    }

    const watch = {
      /** The first moment (ms since 1970) at which a box looks different. */
      changed(box: Box): Promise<number> {
        const before = look(box)
        return new Promise((resolve) => {
          function check(): void {
            if (look(box) !== before) resolve(performance.timeOrigin + performance.now())
            else afterFrame(check)
          }
          afterFrame(check)
        })
      },
      /** Resolves once a box has looked the same for so many frames. */
      still(box: Box, frames: number): Promise<void> {
        let last = look(box)
        let same = 0
        return new Promise((resolve) => {
          function check(): void {
            const now = look(box)
            same = now === last ? same + 1 : 0
            last = now
            if (same >= frames) resolve()
            else afterFrame(check)
          }
          afterFrame(check)
        })
      },
      pending: Promise.resolve(0),
    }
    Object.assign(window, { pixelWatch: watch })

    interface Box {
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  })
}

/** Begins to wait for a box to change; `seenChange` answers when it did. */
export async function expectChange(page: Page, box: Box): Promise<void> {
  await page.evaluate((watched) => {
    const { pixelWatch } = window as unknown as Watched
    pixelWatch.pending = pixelWatch.changed(watched)
  }, box)
}

/** When the awaited change was on the canvas, in ms since 1970. */
export function seenChange(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Watched).pixelWatch.pending)
}

/** Waits until a box has looked the same for ten frames. */
export function stillness(page: Page, box: Box): Promise<void> {
  return page.evaluate(
    (watched) => (window as unknown as Watched).pixelWatch.still(watched, 10),
    box,
  )
}

interface Watched {
  readonly pixelWatch: {
    changed(box: Box): Promise<number>
    still(box: Box, frames: number): Promise<void>
    pending: Promise<number>
  }
}
