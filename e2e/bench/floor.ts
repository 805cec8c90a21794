import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { WebSocketServer } from 'ws'
import { expectChange, installWatch, seenChange, stillness, type Box } from './pixels.ts'

/** How long bare pages wait for the same: nothing is checked, merged, sealed or kept but what is said. In ms. */
export interface FloorWaits {
  readonly own: readonly number[]
  readonly other: readonly number[]
}

/** What a bare page does. */
export interface FloorTask {
  /** Discs that are copied onto the canvas in each frame. */
  readonly tokens: number
  /** Length of the message that tells the other page. */
  readonly bytes: number
  /** The message is in IndexedDB, strictly, before it is sent. */
  readonly isStoredFirst: boolean
}

const watched: Box = { x: 0, y: 0, width: 48, height: 48 }

/** From a key on one bare page to the canvases of two, over a bare server that writes each message to the disk first. */
export async function measureFloor(
  browser: Browser,
  task: FloorTask,
  edits: number,
): Promise<FloorWaits> {
  const server = await startBareServer()
  const pages = [
    await openBare(browser, server.url, task),
    await openBare(browser, server.url, task),
  ]
  const [own, other] = pages
  if (own === undefined || other === undefined) throw new Error('There are no two pages.')
  const waits = { own: [] as number[], other: [] as number[] }
  for (let edit = 0; edit < edits; edit += 1) {
    for (const page of pages) await expectChange(page, watched)
    await own.keyboard.press('ArrowRight')
    const key = await own.evaluate(() => (window as unknown as { keyAt: number }).keyAt)
    waits.other.push((await seenChange(other)) - key)
    waits.own.push((await seenChange(own)) - key)
    await stillness(other, watched)
  }
  for (const page of pages) await page.context().close()
  await server.stop()
  return waits
}

async function openBare(browser: Browser, url: string, task: FloorTask): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript('globalThis.__name = (target) => target')
  const page = await context.newPage()
  await page.goto(url)
  await installWatch(page)
  await page.evaluate(runBare, task)
  return page
}

/** Runs inside of the page. */
async function runBare({ tokens, bytes, isStoredFirst }: FloorTask): Promise<void> {
  const canvas = document.createElement('canvas')
  canvas.width = innerWidth
  canvas.height = innerHeight
  document.body.style.margin = '0'
  document.body.append(canvas)
  const context = canvas.getContext('2d')
  const atlas = new OffscreenCanvas(64, 64)
  const disc = atlas.getContext('2d')
  if (context === null || disc === null) throw new Error('This browser draws no canvas.')
  const [paper, message] = [context, new Uint8Array(bytes)]
  disc.arc(24, 24, 20, 0, 7)
  disc.fill()
  let shift = 0

  function draw(): void {
    paper.clearRect(0, 0, canvas.width, canvas.height)
    for (let token = 0; token < tokens; token += 1) {
      paper.drawImage(atlas, 0, 0, 48, 48, (token % 40) * 35 + shift, (token / 40) * 35, 36, 36)
    }
  }
  function step(): void {
    shift = 6 - shift
    requestAnimationFrame(draw)
  }
  const socket = new WebSocket(location.href.replace('http', 'ws'))
  socket.onmessage = step
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('floor', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
    opening.onsuccess = () => resolve(opening.result)
  })
  addEventListener('keydown', (event) => {
    Object.assign(window, { keyAt: performance.timeOrigin + event.timeStamp })
    step()
    const storing = database.transaction('rows', 'readwrite', { durability: 'strict' })
    storing.objectStore('rows').put(message, 'row')
    storing.commit()
    if (isStoredFirst) storing.oncomplete = () => socket.send(message)
    else socket.send(message)
  })
  step()
}

async function startBareServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'floor-'))
  const disk = await open(join(directory, 'log'), 'a')
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Floor</title>')
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      void keep(disk, data).then(() => {
        for (const client of sockets.clients) if (client !== socket) client.send(data)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      for (const client of sockets.clients) client.terminate()
      server.close()
      await disk.close()
      await rm(directory, { recursive: true })
    },
  }
}

async function keep(disk: FileHandle, data: Buffer): Promise<void> {
  await disk.write(data)
  await disk.datasync()
}
