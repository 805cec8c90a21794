/** Asks over HTTP, without cookies; rejects when nobody answers. */
export function request(
  url: string,
  options: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: Uint8Array<ArrayBuffer>
    readonly signal?: AbortSignal
  },
): Promise<Response> {
  return fetch(url, { ...options, credentials: 'omit', referrerPolicy: 'no-referrer' })
}
