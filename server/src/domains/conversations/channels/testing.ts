import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { ChannelType } from './channel.ts'
import type { JsonValue } from '#platform/context'

/** What a fake provider does with its next call instead of the usual. */
export type Fault =
  | { kind: 'answer'; status: number; json: JsonValue; headers?: Record<string, string> }
  /** A proxy's page instead of the provider's words. */
  | { kind: 'page'; status: number }
  /** The message counts as accepted, and the connection breaks before the answer. */
  | { kind: 'accept-then-break' }
  /** Nothing is accepted, and the connection breaks. */
  | { kind: 'break' }

export interface FakeRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

export type FakeAnswer = { status: number; json: JsonValue; headers?: Record<string, string> } | { status: number; bytes: Uint8Array; type: string } | 'break'

export interface FakeServer extends AsyncDisposable {
  url: string
  host: string
}

/** An HTTP server on this machine that answers as told; the last line of defence of tests without a network. */
export async function startFakeServer(answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>): Promise<FakeServer> {
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://fake')
    const body = await buffer(incoming)
    const result = await answer({ method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: incoming.headers, body })
    if (result === 'break') return void incoming.socket.destroy()
    if ('bytes' in result) response.writeHead(result.status, { 'content-type': result.type, 'content-length': result.bytes.length }).end(result.bytes)
    else response.writeHead(result.status, { 'content-type': 'application/json', ...result.headers }).end(JSON.stringify(result.json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `address()` is a port on a listening TCP server.
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A webhook as the provider sends it. */
export interface WebhookCall {
  headers: Record<string, string>
  payload: Buffer
}

export interface SaidMessage {
  /** The channel's id of the person. */
  customer: string
  messageId: string
  text: string
  at: Date
}

/** One channel type with a stand-in for its provider, as the shared suite needs it. */
export interface ChannelExample {
  type: ChannelType
  start(): Promise<ExampleProvider>
  /** `false` where nothing leaves the house, so that there is no provider to be held against. */
  sendsAway?: boolean
}

export interface ExampleProvider extends AsyncDisposable {
  /** Channel type that this provider stands behind. */
  type: string
  /** Hosts that the product may reach in tests, and the base addresses to reach them at. */
  hosts: string[]
  apiUrls: Record<string, string>
  /** What an owner types to connect; a second account has credentials of its own. */
  settings(account?: number): Record<string, JsonValue>
  /** Texts that must never show up in logs, answers or plain columns. */
  secrets: string[]
  /** A customer's text message as a webhook of the account; absent where messages come in otherwise. */
  webhook?(message: SaidMessage, account?: number): WebhookCall
  /** Puts a customer's text message where the product has to fetch it from; instead of a webhook. */
  deliver?(message: SaidMessage, account?: number): void
  /** The message went into the provider's hands: once each. */
  accepted: { threadId: string; text: string }[]
  /** Faults of the next sends, in order; absent where sending never leaves the house. */
  faults?: Fault[]
  /** A refusal that may pass, one that is for good, and one about the account, in the provider's own words. */
  refusals?: { tooMany: Fault; blocked: Fault; unauthorised: Fault; down: Fault }
}

/** Puts a value into the `at`-th field of a nested object. */
export function changeField(root: unknown, at: number, value: unknown): void {
  const slots: [Record<string, unknown>, string][] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      slots.push([node as Record<string, unknown>, key])
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(root)
  const [node, key] = slots[at % Math.max(1, slots.length)] ?? []
  if (node && key) node[key] = value
}
