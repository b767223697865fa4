import { expect, test } from 'vitest'
import { toRule, type Draft } from './conditions.ts'

const line = (changes: Partial<Draft>): Draft => ({ key: 1, field: 'orders', operator: 'atLeast', value: '2', days: '30', ...changes })

test('lines become a rule once all of them are filled in', () => {
  expect(toRule('all', [line({}), line({ field: 'spend', operator: 'atMost', value: '100.000' })])).toEqual({ all: [{ field: 'orders', operator: 'atLeast', value: 2 }, { field: 'spend', operator: 'atMost', value: 100_000 }] })
  expect(toRule('any', [line({ field: 'ordersWithin', days: '14' }), line({ field: 'place', operator: 'noneOf', value: 'Semarang, Kendal,' })])).toEqual({ any: [{ field: 'ordersWithin', days: 14, operator: 'atLeast', value: 2 }, { field: 'place', operator: 'noneOf', values: ['Semarang', 'Kendal'] }] })
  expect(toRule('all', [line({ value: '' })])).toBeUndefined()
  expect(toRule('all', [line({ field: 'ordersWithin', days: '0' })])).toBeUndefined()
  expect(toRule('all', [line({ field: 'channel', value: ' , ' })])).toBeUndefined()
  expect(toRule('all', [])).toBeUndefined()
})
