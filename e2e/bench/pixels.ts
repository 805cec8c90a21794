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
    const side = 24
    const scratch = document.createElement('canvas')
    scratch.width = side
    scratch.height = side
    const context = scratch.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('This browser draws no canvas.')
    const paper = context

    function look(box: Box): string {
      paper.clearRect(0, 0, side, side)
      for (const canvas of document.querySelectorAll('canvas')) {
        const { left, top, width } = canvas.getBoundingClientRect()
        const ratio = canvas.width / width
        const at = [(box.x - left) * ratio, (box.y - top) * ratio] as const
        paper.drawImage(canvas, ...at, box.width * ratio, box.height * ratio, 0, 0, side, side)
      }
      return paper.getImageData(0, 0, side, side).data.join()
    }

    /** Runs after everything that this frame draws. */
    function afterFrame(run: () => void): void {
      const channel = new MessageChannel()
      channel.port1.onmessage = run
      requestAnimationFrame(() => channel.port2.postMessage(undefined))
    }

    const watch = {
      /** The first moment (ms since 1970) at which all boxes look different. */
      changed(boxes: readonly Box[]): Promise<number> {
        const before = boxes.map(look)
        return new Promise((resolve) => {
          function check(): void {
            const isChanged = boxes.every((box, index) => look(box) !== before[index])
            if (isChanged) resolve(performance.timeOrigin + performance.now())
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
      pressedAt: 0,
      pending: Promise.resolve(0),
    }
    addEventListener(
      'keydown',
      (event) => (watch.pressedAt = performance.timeOrigin + event.timeStamp),
      { capture: true },
    )
    Object.assign(window, { pixelWatch: watch })

    interface Box {
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  })
}

/** Begins to wait for these boxes to change; `seenChange` answers when they did. */
export async function expectChange(page: Page, boxes: readonly Box[]): Promise<void> {
  await page.evaluate((watched) => {
    const { pixelWatch } = window as unknown as Watched
    pixelWatch.pending = pixelWatch.changed(watched)
  }, boxes)
}

/** When the awaited change was on the canvas, in ms since 1970. */
export function seenChange(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Watched).pixelWatch.pending)
}

/** When the last key went down in this page, in ms since 1970. */
export function pressedAt(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Watched).pixelWatch.pressedAt)
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
    changed(boxes: readonly Box[]): Promise<number>
    still(box: Box, frames: number): Promise<void>
    readonly pressedAt: number
    pending: Promise<number>
  }
}
