import type { Page } from '@playwright/test'

/** How much memory a page takes, in MB, and what was counted. */
export interface Memory {
  readonly megabytes: number
  readonly counted: string
}

/** All memory of the page where the browser tells it, the heap of its scripts elsewhere. */
export async function memoryOf(page: Page): Promise<Memory> {
  const bytes = await page.evaluate(async () => {
    const measuring = performance as unknown as {
      measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>
    }
    // Browsers tell it to isolated pages only.
    if (!crossOriginIsolated) return undefined
    return (await measuring.measureUserAgentSpecificMemory?.())?.bytes
  })
  if (bytes !== undefined) return { megabytes: inMegabytes(bytes), counted: 'the page' }
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return { megabytes: inMegabytes(usedSize), counted: 'JavaScript heap' }
}

/** What draws the pages: the graphics card by its name, or the software that stands in for it. */
export function rendererOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext('webgl')
    if (context === null) return 'software: this browser has no WebGL'
    const names = context.getExtension('WEBGL_debug_renderer_info')
    const name = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER))
    return /swiftshader|llvmpipe|software/i.test(name) ? `software: ${name}` : `GPU: ${name}`
  })
}

function inMegabytes(bytes: number): number {
  return bytes / 1024 / 1024
}
