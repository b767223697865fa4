import { createHmac } from 'node:crypto'

const hmac = (secret: string, text: string | Buffer) => createHmac('sha256', secret).update(text).digest('hex')

/** Sorted parameters after the path, then the body, with the secret on both sides. Token and signature themselves are left out. */
export function signCall(secret: string, call: { path: string; query: Record<string, string>; body?: string }): string {
  const names = Object.keys(call.query).filter((name) => name !== 'sign' && name !== 'access_token').sort()
  return hmac(secret, `${secret}${call.path}${names.map((name) => `${name}${call.query[name]}`).join('')}${call.body ?? ''}${secret}`)
}

export function signPush(appKey: string, secret: string, body: Buffer): string {
  return hmac(secret, Buffer.concat([Buffer.from(appKey), body]))
}
