import { createHmac } from 'node:crypto'

const hmac = (secret: string, text: string | Buffer) => createHmac('sha256', secret).update(text).digest('hex')

/** Upper-case hex over the path and the sorted parameters, those in a form's body included. */
export function signCall(secret: string, path: string, parameters: Record<string, string>): string {
  const text = Object.keys(parameters).sort().map((name) => `${name}${parameters[name]}`).join('')
  return hmac(secret, `${path}${text}`).toUpperCase()
}

/** Lower-case hex; whether every country signs so is not written down anywhere public. */
export function signPush(appKey: string, secret: string, body: Buffer): string {
  return hmac(secret, Buffer.concat([Buffer.from(appKey), body]))
}
