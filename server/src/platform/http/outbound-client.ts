import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'
import { AppError } from '../errors.ts'
import type { OutboundFetch, OutboundOptions, OutboundResponse, ReachHost } from './outbound.ts'

export interface OutboundSettings {
  /** `host` or `host:port` that may be reached although they are not public: set by whoever runs this Laris. */
  allowedHosts: string[]
  resolve?: (host: string) => Promise<string[]>
}

const mostRedirects = 5

/**
 * The client behind `OutboundFetch` (S07): http and https only, each name resolved once and the address pinned, addresses
 * of this machine and its networks refused, every redirect checked anew, credentials dropped when the host changes (S08).
 */
export function createOutboundFetch(settings: OutboundSettings): OutboundFetch {
  const resolve = settings.resolve ?? lookUp
  return async (url, options = {}) => {
    let target = new URL(url)
    let headers = options.headers ?? {}
    let { method = 'GET', body } = options
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const address = await checkedAddress(target, settings.allowedHosts, resolve)
      const response = await once(target, address, { ...options, method, headers, ...(body === undefined ? {} : { body }) })
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || !location) return response
      await response.bytes()
      const next = new URL(location, target)
      if (next.host !== target.host || next.protocol !== target.protocol) headers = withoutCredentials(headers)
      if (response.status === 303 || ((response.status === 301 || response.status === 302) && method === 'POST')) {
        method = 'GET'
        body = undefined
      }
      target = next
    }
    throw refused('terlalu banyak pengalihan')
  }
}

/** The same guard for mail, which speaks other protocols. */
export function createReach(settings: OutboundSettings): ReachHost {
  return async (host, port) => {
    const address = await addressOf(host, `${host}:${port}`, settings.allowedHosts, settings.resolve ?? lookUp)
    return { address, isPublic: isPublicAddress(address) }
  }
}

async function lookUp(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map((entry) => entry.address)
}

async function checkedAddress(url: URL, allowedHosts: string[], resolve: (host: string) => Promise<string[]>): Promise<string> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('hanya alamat http dan https')
  if (url.username || url.password) throw refused('alamat berisi nama atau kata sandi')
  return addressOf(url.hostname, url.host, allowedHosts, resolve)
}

async function addressOf(hostname: string, hostAndPort: string, allowedHosts: string[], resolve: (host: string) => Promise<string[]>): Promise<string> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [host] : await resolve(host)
  if (addresses.length === 0) throw refused('alamat tidak ditemukan')
  if (allowedHosts.includes(hostAndPort) || allowedHosts.includes(hostname)) return addresses[0]
  if (!addresses.every(isPublicAddress)) throw refused('alamat ini ada di dalam jaringan sendiri')
  return addresses[0]
}

/** Whether an address belongs to the public internet; mapped and embedded IPv4 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6 only 2000::/3 is given out; the rest holds relics such as ::127.0.0.1.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] >> 5 === 1 && !embedsIpv4(parsed.toNormalizedString()))
}

/** 6to4, Teredo and NAT64 carry an IPv4 address inside: refused as a whole. */
function embedsIpv4(normalised: string): boolean {
  return /^(2002|64:ff9b|2001:0):/.test(normalised)
}

async function once(url: URL, address: string, options: OutboundOptions): Promise<OutboundResponse> {
  const isKept = options.keepAlive === true && !options.streamed
  const agent = isKept ? keptAgent(url, address) : agentFor(address, { pipelining: 0 })
  const signal = AbortSignal.any([AbortSignal.timeout(options.timeoutMs ?? 30_000), ...(options.signal ? [options.signal] : [])])
  const maxBytes = options.maxBytes ?? 10 * 1_048_576
  let isStreaming = false
  try {
    const response = await request(url, { method: options.method ?? 'GET', headers: { 'user-agent': 'Laris', ...options.headers }, body: options.body ?? null, dispatcher: agent, signal })
    const headers = new Headers()
    for (const [name, value] of Object.entries(response.headers)) for (const one of [value].flat()) if (one !== undefined) headers.append(name, one)
    const limited = limit(response.body, maxBytes)
    if (options.streamed) {
      isStreaming = true
      return describe(response.statusCode, headers, url, closing(limited, agent))
    }
    return describe(response.statusCode, headers, url, [await collect(limited)])
  } finally {
    if (!isStreaming && !isKept) void agent.close()
  }
}

function agentFor(address: string, options: Agent.Options): Agent {
  const pinned: LookupFunction = (_host, _options, callback) => callback(null, [{ address, family: isIP(address) }] as never)
  return new Agent({ connect: { lookup: pinned, timeout: 10_000 }, ...options })
}

/** Connections that stay open for a moment, each pinned to the address that was checked for its host. */
const kept = new Map<string, Agent>()
const mostKept = 32

function keptAgent({ protocol, host }: URL, address: string): Agent {
  const key = `${protocol}//${host} ${address}`
  const found = kept.get(key)
  // Shorter than servers keep theirs: a request on a connection that the other side closes would have an unknown fate.
  const agent = found ?? agentFor(address, { pipelining: 1, keepAliveTimeout: 1_000, keepAliveMaxTimeout: 5_000 })
  // The oldest goes, once its calls are over.
  kept.delete(key)
  kept.set(key, agent)
  const [oldest] = kept
  if (kept.size > mostKept && oldest) {
    kept.delete(oldest[0])
    void oldest[1].close()
  }
  return agent
}

function describe(status: number, headers: Headers, url: URL, body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): OutboundResponse {
  let whole: Promise<Uint8Array> | undefined
  const bytes = () => (whole ??= collect(body))
  return {
    status,
    headers,
    url: url.href,
    bytes,
    text: async () => new TextDecoder().decode(await bytes()),
    json: async () => JSON.parse(new TextDecoder().decode(await bytes())) as unknown,
    async *stream() {
      yield* body
    },
  }
}

async function* limit(body: AsyncIterable<Buffer>, maxBytes: number): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > maxBytes) throw new AppError({ code: 'outbound.too_large', status: 502, message: 'Jawaban dari luar terlalu besar, jadi ditolak.' })
    yield part
  }
}

async function* closing(body: AsyncIterable<Uint8Array>, agent: Agent): AsyncIterable<Uint8Array> {
  try {
    yield* body
  } finally {
    void agent.destroy()
  }
}

async function collect(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return parts.length === 1 ? parts[0] : Buffer.concat(parts)
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => ['accept', 'accept-language', 'content-type'].includes(name.toLowerCase())))
}

function refused(why: string): AppError {
  return new AppError({ code: 'outbound.refused', status: 400, message: `Alamat ini tidak boleh dihubungi Laris: ${why}.` })
}
