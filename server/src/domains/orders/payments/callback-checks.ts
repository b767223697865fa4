import { hash, timingSafeEqual } from 'node:crypto'
import { AppError } from '#platform/errors'

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function isSameText(given: string, expected: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer')
  return timingSafeEqual(digest(given), digest(expected))
}

export const forgedCallback = () => new AppError({ code: 'orders.forged_callback', status: 401, message: 'Pemberitahuan pembayaran ini tidak bisa dibuktikan asalnya.' })

/** What a callback says; `undefined` when it is not JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
