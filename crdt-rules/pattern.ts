/** A path or pattern cut at its dots. */
export type Segments = readonly string[]

/** Values by pattern, found by path. Patterns have `*` for exactly one segment each. */
export interface PatternIndex<Value> {
  readonly find: (path: string) => Found<Value> | undefined
  /** Whether some pattern begins as the path does and goes on. */
  readonly reachesBelow: (path: string) => boolean
}

/** What claims a path, and the segments that stand for the stars. */
export interface Found<Value> {
  readonly value: Value
  readonly captures: readonly string[]
}

interface Node<Value> {
  readonly children: Map<string, Node<Value>>
  star: Node<Value> | undefined
  value: Value | undefined
}

/** An index over patterns that do not overlap. */
export function indexPatterns<Value>(byPattern: ReadonlyMap<string, Value>): PatternIndex<Value> {
  const root = createNode<Value>()
  for (const [pattern, value] of byPattern) {
    let node = root
    for (const segment of pattern.split('.')) node = descend(node, segment)
    node.value = value
  }
  return {
    find(path) {
      const captures: string[] = []
      const value = search(root, path.split('.'), 0, captures)
      return value === undefined ? undefined : { value, captures }
    },
    reachesBelow: (path) => goesOn(root, path.split('.'), 0),
  }
}

/** Whether some path could be claimed by both patterns. */
export function overlap(left: string, right: string): boolean {
  const leftSegments = left.split('.')
  const rightSegments = right.split('.')
  if (leftSegments.length !== rightSegments.length) return false
  return leftSegments.every((segment, index) => {
    const other = rightSegments[index]
    return segment === '*' || other === '*' || segment === other
  })
}

/** The path that a pattern means when its stars are filled in order. */
export function fillPattern(pattern: string, captures: readonly string[]): string {
  const pieces = pattern.split('*')
  let path = pieces[0] ?? ''
  for (let index = 1; index < pieces.length; index += 1) {
    path += (captures[index - 1] ?? '*') + (pieces[index] ?? '')
  }
  return path
}

/** How many stars a pattern has. */
export function countStars(pattern: string): number {
  return pattern.split('.').filter((segment) => segment === '*').length
}

/** Why a path cannot be written, or undefined when it can. */
export function refusePath(path: string): string | undefined {
  if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..')) {
    return `"${path}" has an empty segment.`
  }
  if (path.includes('*')) return `"${path}" is a pattern, not a path.`
  if (path.endsWith(`.${existenceSegment}`)) {
    return `"${path}" says whether something exists. Use create, remove or restore.`
  }
  return undefined
}

/** The last segment of the register that says whether an entity exists. */
export const existenceSegment = '$'

/** The entity a path belongs to: its first two segments, or the whole path when it has fewer. */
export function entityOf(path: string): string {
  const first = path.indexOf('.')
  if (first === -1) return path
  const second = path.indexOf('.', first + 1)
  return second === -1 ? path : path.slice(0, second)
}

function createNode<Value>(): Node<Value> {
  return { children: new Map(), star: undefined, value: undefined }
}

function descend<Value>(node: Node<Value>, segment: string): Node<Value> {
  if (segment === '*') return (node.star ??= createNode())
  const known = node.children.get(segment)
  if (known !== undefined) return known
  const created = createNode<Value>()
  node.children.set(segment, created)
  return created
}

function goesOn<Value>(node: Node<Value>, segments: Segments, depth: number): boolean {
  const segment = segments[depth]
  if (segment === undefined) return node.star !== undefined || node.children.size > 0
  const child = node.children.get(segment)
  return (
    (child !== undefined && goesOn(child, segments, depth + 1)) ||
    (node.star !== undefined && goesOn(node.star, segments, depth + 1))
  )
}

function search<Value>(
  node: Node<Value>,
  segments: Segments,
  depth: number,
  captures: string[],
): Value | undefined {
  const segment = segments[depth]
  if (segment === undefined) return node.value
  const child = node.children.get(segment)
  const literal = child === undefined ? undefined : search(child, segments, depth + 1, captures)
  if (literal !== undefined || node.star === undefined) return literal
  captures.push(segment)
  const starred = search(node.star, segments, depth + 1, captures)
  if (starred === undefined) captures.pop()
  return starred
}
