import { expect, test } from 'vitest'
import { afterReturn, canComeBack, mergeSales, refundFor, type PastSale } from './returning.ts'

const sale = (changes: Partial<PastSale> = {}): PastSale => ({ saleId: 'a', code: 'K-1', at: '2026-11-24T03:00:00Z', total: 50_000, refunded: 0, lines: [{ name: 'Lumpia', quantity: 3, unitPrice: 17_000, returned: 0 }, { name: 'Sirup', quantity: 1, unitPrice: 9_000, returned: 0 }], ...changes })

test('a piece gives back its share of what was paid, and all of them exactly the total', () => {
  // 60.000 by the list, 50.000 paid.
  expect(refundFor(sale(), [1, 0])).toBe(14_167)
  let left = sale()
  const given = [[1, 0], [1, 0], [0, 1], [1, 0]].map((quantities) => {
    const refund = refundFor(left, quantities)
    left = afterReturn(left, quantities, refund)
    return refund
  })
  expect(given.reduce((sum, one) => sum + one, 0)).toBe(50_000)
  expect(canComeBack(left)).toBe(false)
})

test('nothing is given back twice when the server does not know of the first return yet', () => {
  const own = afterReturn(sale(), [3, 0], refundFor(sale(), [3, 0]))
  const [merged] = mergeSales([own], [sale()])
  expect(merged?.lines[0]?.returned).toBe(3)
  expect(refundFor(merged ?? sale(), [0, 1])).toBe(7_500)
})

test('a return that the server knows of from elsewhere counts on this device too', () => {
  const elsewhere = sale({ lines: sale().lines.map((line) => ({ ...line, returned: line.quantity })), refunded: 50_000 })
  expect(mergeSales([sale()], [elsewhere]).map(canComeBack)).toEqual([false])
})

test('what was free gives nothing back', () => {
  expect(refundFor(sale({ total: 0, lines: [{ name: 'Contoh', quantity: 1, unitPrice: 0, returned: 0 }] }), [1])).toBe(0)
})
