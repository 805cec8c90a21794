/** What can be written at a path. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Whether a value is JSON all the way down: finite numbers, plain objects, nothing undefined. */
export function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      if (Array.isArray(value)) return value.every(isJson)
      return isPlain(value) && hasJsonMembers(value)
    default:
      return false
  }
}

/** One string per JSON value, whatever the order of its keys. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function isSameJson(left: Json, right: Json): boolean {
  if (left === right) return true
  const mayBeSame = typeof left === 'object' && typeof right === 'object'
  return mayBeSame && canonicalJson(left) === canonicalJson(right)
}

/** A JSON value as it reads inside a sentence: at most 60 characters. */
export function shortJson(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Whether a JSON value is a list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** A copy that shares nothing that could change. */
export function copyJson(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(copyJson)
  const copy: Record<string, Json> = {}
  for (const key in value) {
    const member = value[key]
    if (member !== undefined) copy[key] = copyJson(member)
  }
  return copy
}

/** A key that would change what an object is, when it is read back, is no data. */
function hasJsonMembers(value: object): boolean {
  for (const key in value) {
    if (key === '__proto__' || !isJson(value[key as keyof typeof value])) return false
  }
  return true
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
