import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rfm } from './rfm.ts'

const customer = fc.record({ recencyDays: fc.nat(400), frequency: fc.nat(30), monetary: fc.integer({ min: -50, max: 5_000 }) })

test('ten different customers fall into fifths of two', () => {
  const scores = rfm(Array.from({ length: 10 }, (_, i) => ({ recencyDays: i, frequency: i, monetary: i * 1_000 })))
  expect(scores.map(({ recency }) => recency)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
  expect(scores.map(({ monetary }) => monetary)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
})

test('whoever does better scores no worse, and equals score equally', () => {
  fc.assert(
    fc.property(fc.array(customer, { minLength: 2, maxLength: 40 }), (customers) => {
      const scores = rfm(customers)
      const [first, ...rest] = customers.keys()
      for (const other of rest) {
        const sign = Math.sign(customers[first].frequency - customers[other].frequency)
        expect((scores[first].frequency - scores[other].frequency) * sign).toBeGreaterThanOrEqual(0)
        if (sign === 0) expect(scores[first].frequency).toBe(scores[other].frequency)
      }
      for (const { recency, frequency, monetary } of scores) {
        for (const score of [recency, frequency, monetary]) expect([1, 2, 3, 4, 5]).toContain(score)
      }
    }),
  )
})

test('customers all alike stand in the middle; nobody gives nothing; nonsense is refused', () => {
  const same = { recencyDays: 3, frequency: 1, monetary: 5 }
  expect(rfm([same, same, same])).toEqual(Array.from({ length: 3 }, () => ({ recency: 3, frequency: 3, monetary: 3 })))
  expect(rfm([])).toEqual([])
  expect(() => rfm([{ ...same, monetary: NaN }])).toThrow(RangeError)
})
