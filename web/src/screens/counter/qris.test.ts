import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { qrisWithAmount } from './qris.ts'

test('a printed code with an amount is the published one, byte by byte', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../../../server/src/domains/orders/payments/qris/fixtures/vectors.json', import.meta.url), 'utf8')) as { dynamic: { amount: number; payload: string; tip_fixed?: number; tip_percent?: string }[] }
  const plain = vectors.dynamic.filter((one) => one.tip_fixed === undefined && one.tip_percent === undefined)
  expect(plain.length).toBeGreaterThan(0)
  for (const { amount, payload } of plain) {
    // Cut where the server cuts: before the amount, and between amount and checksum.
    const field = `54${String(String(amount).length).padStart(2, '0')}${amount}`
    const at = payload.indexOf(`${field}58`)
    expect(qrisWithAmount({ head: payload.slice(0, at), tail: payload.slice(at + field.length, -8) }, amount)).toBe(payload)
  }
})
