/** Bytes of bodies that are being read at once. */
export interface BodyBudget {
  /** Reads a body of at most `mostBytes`; 'busy' when too much is being read already. */
  read(request: Request, mostBytes: number): Promise<Uint8Array | 'too-long' | 'busy' | 'cut'>
}

/** Reads request bodies into memory, never more than this many bytes of all of them together. */
export function createBodyBudget(totalBytes: number): BodyBudget {
  let reservedBytes = 0

  return {
    async read(request, mostBytes) {
      const declared = Number(request.headers.get('content-length') ?? mostBytes)
      if (!(declared <= mostBytes)) return giveUp(request, 'too-long')
      if (reservedBytes + declared > totalBytes) {
        await discardBody(request, mostBytes)
        return 'busy'
      }
      reservedBytes += declared
      try {
        return await collect(request, declared)
      } finally {
        reservedBytes -= declared
      }
    },
  }
}

/**
 * Reads a body and forgets it, so that a refusal reaches who is still sending; one that is longer is cut off.
 */
export async function discardBody(request: Request, mostBytes: number): Promise<void> {
  let length = 0
  try {
    const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader()
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      length += part.value.length
      if (length > mostBytes) return await reader?.cancel()
    }
  } catch {
    // Who has gone needs no answer.
  }
}

async function collect(request: Request, mostBytes: number) {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader()
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      length += part.value.length
      if (length > mostBytes) {
        await reader?.cancel()
        return 'too-long'
      }
      parts.push(part.value)
    }
  } catch {
    return 'cut'
  }
  return new Uint8Array(Buffer.concat(parts))
}

async function giveUp<Answer>(request: Request, answer: Answer): Promise<Answer> {
  await request.body?.cancel()
  return answer
}
