import { describe, expect, test } from 'vitest'
import { lateDays, isDueToday, nextStatus } from './order-facts.ts'

const now = new Date('2026-11-24T18:30:00Z')

describe('an order', () => {
  test('is late by the days of the shop, not of the machine', () => {
    expect(lateDays({ promisedOn: '2026-11-24', status: 'processing' }, now)).toBe(1)
    expect(lateDays({ promisedOn: '2026-11-25', status: 'processing' }, now)).toBe(0)
    expect(isDueToday({ promisedOn: '2026-11-25', status: 'processing' }, now)).toBe(true)
  })

  test('that is done or given up is never late', () => {
    for (const status of ['completed', 'cancelled'] as const) expect(lateDays({ promisedOn: '2026-01-01', status }, now)).toBe(0)
  })

  test('is sent only when it is to be sent', () => {
    expect([nextStatus({ status: 'ready', delivery: 'ship' }), nextStatus({ status: 'ready', delivery: 'pickup' }), nextStatus({ status: 'completed', delivery: 'ship' })]).toEqual(['shipped', 'completed', undefined])
  })
})
