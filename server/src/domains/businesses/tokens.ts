import { createHash } from 'node:crypto'

/** What is stored of a link token or API key: enough to recognise it, nothing to use it with. They are random, so no salt. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
