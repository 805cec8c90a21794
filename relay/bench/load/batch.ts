/** What goes out in one message. */
export interface Batch<Item> {
  readonly add: (item: Item) => void
  readonly send: () => void
}

/** Gathers until it is told to send, or there are so many. */
export function createBatch<Item>(most: number, send: (items: Item[]) => void): Batch<Item> {
  let items: Item[] = []

  function sendAll(): void {
    if (items.length === 0) return
    send(items)
    items = []
  }

  return {
    add(item) {
      items.push(item)
      if (items.length >= most) sendAll()
    },

    send: sendAll,
  }
}
