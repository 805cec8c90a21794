import { z } from 'zod'

/** Whether a value at the dotted `path` has a place in what `schema` describes. */
export function schemaHasPath(schema: unknown, path: string): boolean {
  let found: unknown = schema
  for (const key of path.split('.')) {
    const inner = unwrapped(found)
    if (inner instanceof z.ZodObject) {
      const shape = inner.shape as Readonly<Record<string, unknown>>
      if (!Object.hasOwn(shape, key)) return false
      found = shape[key]
    } else if (inner instanceof z.ZodRecord) found = inner.valueType
    else return false
  }
  return true
}

function unwrapped(schema: unknown): unknown {
  let inner = schema
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodReadonly
  ) {
    inner = inner.unwrap()
  }
  return inner
}
