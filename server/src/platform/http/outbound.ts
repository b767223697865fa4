/** The one outbound HTTP client (security S07): every request to another server goes through it. */
export type OutboundFetch = (url: string, options?: OutboundOptions) => Promise<OutboundResponse>

export interface OutboundOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Whole request, milliseconds. */
  timeoutMs?: number
  /** The answer is cut off and refused above this size. */
  maxBytes?: number
  /** Hosts to which the given headers' credentials may go; a redirect elsewhere drops them. */
  signal?: AbortSignal
}

export interface OutboundResponse {
  status: number
  headers: Headers
  /** The final URL after redirects. */
  url: string
  bytes(): Promise<Uint8Array>
  text(): Promise<string>
  json(): Promise<unknown>
}
