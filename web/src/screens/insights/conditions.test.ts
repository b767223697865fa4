import { expect, test } from 'vitest'
import { changePart, countLines, fromRule, putPart, removePart, toRule, type Draft, type Group } from './conditions.ts'

const line = (changes: Partial<Draft>): Draft => ({ key: 1, field: 'orders', operator: 'atLeast', value: '2', days: '30', ...changes })
const group = (match: Group['match'], parts: Group['parts'], isNot = false, key = 0): Group => ({ key, match, isNot, parts })

test('lines become a rule once all of them are filled in', () => {
  expect(toRule(group('all', [line({}), line({ field: 'spend', operator: 'atMost', value: '100.000' })]))).toEqual({ all: [{ field: 'orders', operator: 'atLeast', value: 2 }, { field: 'spend', operator: 'atMost', value: 100_000 }] })
  expect(toRule(group('any', [line({ field: 'ordersWithin', days: '14' }), line({ field: 'place', operator: 'noneOf', value: 'Semarang, Kendal,' })]))).toEqual({ any: [{ field: 'ordersWithin', days: 14, operator: 'atLeast', value: 2 }, { field: 'place', operator: 'noneOf', values: ['Semarang', 'Kendal'] }] })
  expect(toRule(group('all', [line({ value: '' })]))).toBeUndefined()
  expect(toRule(group('all', [line({ field: 'ordersWithin', days: '0' })]))).toBeUndefined()
  expect(toRule(group('all', [line({ field: 'channel', value: ' , ' })]))).toBeUndefined()
  expect(toRule(group('all', []))).toBeUndefined()
})

test('groups in groups keep their own "and", "or" and "not"', () => {
  const inner = group('any', [line({ field: 'place', operator: 'anyOf', value: 'Kendal' }), line({ field: 'spend', value: '50000' })], true)
  expect(toRule(group('all', [line({}), inner]))).toEqual({
    all: [{ field: 'orders', operator: 'atLeast', value: 2 }, { not: { any: [{ field: 'place', operator: 'anyOf', values: ['Kendal'] }, { field: 'spend', operator: 'atLeast', value: 50_000 }] } }],
  })
  expect(toRule(group('all', [line({}), group('any', [line({ value: '' })])]))).toBeUndefined()
  expect(countLines(group('all', [line({}), inner]))).toBe(3)
})

test('what is taken away comes back in its place', () => {
  const inner = group('any', [line({ key: 3 })], false, 2)
  const whole = group('all', [line({ key: 1 }), inner, line({ key: 4 })])
  const without = removePart(whole, 2)
  expect(without.parts.map(({ key }) => key)).toEqual([1, 4])
  expect(putPart(without, inner, 1)).toEqual(whole)
  expect(putPart(without, inner).parts.map(({ key }) => key)).toEqual([1, 4, 2])
  expect(changePart(whole, 2, () => ({ ...inner, match: 'all' })).parts[1]).toEqual({ ...inner, match: 'all' })
})

test('a rule opens as the lines that mean it, whatever is in it', () => {
  let key = 100
  const rules = [
    { all: [{ field: 'orders' as const, operator: 'atLeast' as const, value: 2 }, { not: { any: [{ field: 'place' as const, operator: 'anyOf' as const, values: ['Kendal', 'Demak'] }, { field: 'ordersWithin' as const, days: 14, operator: 'atMost' as const, value: 0 }] } }] },
    { not: { all: [{ field: 'spend' as const, operator: 'atLeast' as const, value: 50_000 }] } },
  ]
  for (const rule of rules) {
    const group = fromRule(rule, () => ++key)
    expect(group && toRule(group)).toEqual(rule)
  }
  const one = { field: 'orders' as const, operator: 'atLeast' as const, value: 4 }
  expect(fromRule(one, () => ++key)).toMatchObject({ match: 'all', isNot: false, parts: [{ value: '4' }] })
  expect(fromRule({ all: [{ any: [{ all: [{ any: [one] }] }] }] }, () => ++key)).toBeUndefined()
  expect(fromRule({ field: 'bought', operator: 'anyOf', variantIds: ['x'] }, () => ++key)).toBeUndefined()
})
