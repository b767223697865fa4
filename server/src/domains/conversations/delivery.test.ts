import { expect, test } from 'vitest'
import { settleDelivery, type Delivery } from './delivery.ts'

function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items]
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]))
}

test('F03: all 24 orders of sent, delivered, read and failed end the same, and never fall back from read', () => {
  const reports: Delivery[] = ['sent', 'delivered', 'read', 'failed']
  for (const order of permutations(reports)) {
    let state: Delivery = 'attempting'
    let wasRead = false
    for (const report of order) {
      state = settleDelivery(state, report)
      wasRead ||= report === 'read'
      if (wasRead) expect(state).toBe('read')
    }
    expect(state).toBe('read')
  }
})

test('sent and failed in either order is failed; a delivery after a failure is believed', () => {
  expect(settleDelivery(settleDelivery('attempting', 'sent'), 'failed')).toBe('failed')
  expect(settleDelivery(settleDelivery('attempting', 'failed'), 'sent')).toBe('failed')
  expect(settleDelivery('failed', 'delivered')).toBe('delivered')
})

test('late truth settles an uncertain message', () => {
  expect(settleDelivery('uncertain', 'sent')).toBe('sent')
  expect(settleDelivery('uncertain', 'failed')).toBe('failed')
})

test('a cancelled message stays cancelled', () => {
  for (const report of ['sent', 'delivered', 'read', 'failed'] as const) expect(settleDelivery('cancelled', report)).toBe('cancelled')
})
