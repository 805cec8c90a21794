/** A queue out of which the least comes first; equals in no particular order. */
export interface LeastFirst<Item> {
  add(item: Item): void
  /** The least; undefined when there is none. */
  readonly least: Item | undefined
  /** Takes the least out; undefined when there is none. */
  take(): Item | undefined
  readonly all: readonly Item[]
}

/** An empty queue (a binary heap): adding and taking cost the logarithm of its length. */
export function createLeastFirst<Item>(rank: (item: Item) => number): LeastFirst<Item> {
  const heap: Item[] = []

  function rankAt(index: number): number {
    const item = heap[index]
    return item === undefined ? Infinity : rank(item)
  }

  function swap(left: number, right: number): void {
    const [one, other] = [heap[left], heap[right]]
    if (one === undefined || other === undefined) return
    heap[left] = other
    heap[right] = one
  }

  function sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1
      const child = rankAt(left) <= rankAt(left + 1) ? left : left + 1
      if (child >= heap.length || rankAt(at) <= rankAt(child)) return
      swap(at, child)
      at = child
    }
  }

  return {
    add(item) {
      let at = heap.push(item) - 1
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (rankAt(parent) <= rankAt(at)) return
        swap(at, parent)
        at = parent
      }
    },
    get least() {
      return heap[0]
    },
    take() {
      swap(0, heap.length - 1)
      const taken = heap.pop()
      sink()
      return taken
    },
    all: heap,
  }
}
