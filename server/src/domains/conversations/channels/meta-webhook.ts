import { forgedWebhook } from '../errors.ts'
import type { Channel, WebhookAnswer, WebhookRequest } from './channel.ts'
import { hmacHex, isSameText } from './signature.ts'

/** Meta asks once, when the address is set, whether we know the token that the owner typed. */
export function shakeHands(channel: Pick<Channel, 'config'>, { query }: WebhookRequest): WebhookAnswer {
  const isOurs = query['hub.mode'] === 'subscribe' && isSameText(query['hub.verify_token'] ?? '', String(channel.config['verifyToken']))
  return isOurs ? { kind: 'reply', status: 200, body: (query['hub.challenge'] ?? '').slice(0, 500) } : { kind: 'reply', status: 403, body: 'forbidden' }
}

/** The signature is over the bytes as they came: Meta escapes non-ASCII letters, and re-encoded JSON would not match. */
export function verifyMetaSignature(channel: Pick<Channel, 'secrets'>, request: WebhookRequest): void {
  const given = request.headers['x-hub-signature-256'] ?? ''
  const appSecret = channel.secrets['appSecret']
  if (!appSecret || !isSameText(given, `sha256=${hmacHex(appSecret, request.body)}`)) throw forgedWebhook('tanda tangan tidak cocok')
}

/** Reads a request's envelope. The address and the content of a request are read from the same bytes: once. */
export function createEnvelopeReader<T>(schema: { safeParse(value: unknown): { data?: T | undefined } }): (body: Uint8Array) => T | undefined {
  const parsed = new WeakMap<Uint8Array, { envelope: T | undefined }>()
  return (body) => {
    const known = parsed.get(body)
    if (known) return known.envelope
    const envelope = parse(schema, body)
    parsed.set(body, { envelope })
    return envelope
  }
}

function parse<T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, body: Uint8Array): T | undefined {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder().decode(body))).data
  } catch {
    return undefined
  }
}
