import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusals } from './refusals.ts'

const server = new URL('../../../../server/src/', import.meta.url)

test('whatever orders, stock, customers, imports and people are refused can be read in English', () => {
  const files = globSync('{domains/{orders,catalog,customers,imports,businesses},platform/http}/**/*.ts', { cwd: server.pathname }).filter((path) => !/(?:^|[./-])(?:test|testing|suite)\b/.test(path))
  const codes = files.flatMap((path) => [...readFileSync(new URL(path, server), 'utf8').matchAll(/(?:AppError\(\{\s*code: |conflict\()'([a-z]+\.[a-z_]+)'/g)].map(([, code]) => code))
  expect(codes.length).toBeGreaterThan(50)
  // These are said to machines and to whoever installs, not on a screen of a shop.
  const elsewhere = new Set(['http.port_refused'])
  expect([...new Set(codes)].filter((code) => code !== undefined && !elsewhere.has(code) && !Object.hasOwn(refusals, code)).toSorted()).toEqual([])
})

test('amounts and names come along', () => {
  expect(refusals['orders.cod_limit']?.({ limit: 1_250_000 })).toContain('Rp\u00a01.250.000')
  expect(refusals['catalog.out_of_stock']?.({ name: 'Nastar', available: 2 })).toBe('Nastar: only 2 in stock. Take fewer, or something else.')
})
