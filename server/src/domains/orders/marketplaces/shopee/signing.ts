import { createHmac } from 'node:crypto'

const hmac = (key: string, text: string | Buffer) => createHmac('sha256', key).update(text).digest('hex')

/** Hex HMAC-SHA-256 over partner id, path, time and, for calls of a shop, its token and id. */
export function signCall(key: string, parts: { partnerId: string; path: string; timestamp: number; accessToken?: string; shopId?: string }): string {
  return hmac(key, `${parts.partnerId}${parts.path}${parts.timestamp}${parts.accessToken ?? ''}${parts.shopId ?? ''}`)
}

/** Over the registered address, a bar, and the raw body. */
export function signPush(key: string, url: string, body: Buffer): string {
  return hmac(key, Buffer.concat([Buffer.from(`${url}|`), body]))
}
