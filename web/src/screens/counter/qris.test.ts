import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { qrisWithAmount } from './qris.ts'

test('a printed code with an amount is the published one, byte by byte', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../../../server/src/domains/orders/payments/qris/fixtures/vectors.json', import.meta.url), 'utf8')) as { static: { payload: string }[]; dynamic: { from: number; amount: number; payload: string; tip_fixed?: number; tip_percent?: string }[] }
  const plain = vectors.dynamic.filter((one) => one.tip_fixed === undefined && one.tip_percent === undefined)
  expect(plain.length).toBeGreaterThan(0)
  for (const { from, amount, payload } of plain) expect(qrisWithAmount(vectors.static[from]?.payload ?? '', amount)).toBe(payload)
})

test('rubbish has no code', () => {
  expect(qrisWithAmount('halo', 1_000)).toBeUndefined()
})
