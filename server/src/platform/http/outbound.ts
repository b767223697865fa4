/** The one outbound HTTP client (security S07): every request to another server goes through it. */
export type OutboundFetch = (url: string, options?: OutboundOptions) => Promise<OutboundResponse>

/**
 * Where a connection of another protocol may go (mail): the host's address, looked up once and checked like the client's
 * own. Throws `outbound.refused`; only hosts that whoever runs this Laris allowed may be private.
 */
export type ReachHost = (host: string, port: number) => Promise<{ address: string; isPublic: boolean }>

export interface OutboundOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Whole request, milliseconds. */
  timeoutMs?: number
  /** The answer is cut off and refused above this size; 10 MB unless set. */
  maxBytes?: number
  signal?: AbortSignal
  /** Hands the body over as it arrives (`stream`), so that a large file never lies in memory. The caller must read it. */
  streamed?: boolean
  /** The connection may serve the next request to the same checked address: for calls that come many a second. */
  keepAlive?: boolean
}

export interface OutboundResponse {
  status: number
  headers: Headers
  /** The final URL after redirects. */
  url: string
  bytes(): Promise<Uint8Array>
  text(): Promise<string>
  json(): Promise<unknown>
  /** The body in parts, cut off with an error above `maxBytes`. */
  stream(): AsyncIterable<Uint8Array>
}
