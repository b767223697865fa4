import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildEmv, checksum, merchantOf, parseEmv, withAmount } from './emv.ts'

interface Vectors {
  crc_selftest: { input: string; crc: string }
  emvco_foreign_vector: { payload: string; crc: string }
  static: { payload: string; crc: string }[]
  dynamic: { from: number; amount: number; payload: string; tip_fixed?: number; tip_percent?: string }[]
  negative: { payload: string; why: string }[]
}
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/vectors.json'), 'utf8')) as Vectors

describe('QRIS payloads, by published vectors', () => {
  test('the checksum is CRC-16/CCITT-FALSE', () => {
    expect(checksum(vectors.crc_selftest.input)).toBe(vectors.crc_selftest.crc)
    const { payload, crc } = vectors.emvco_foreign_vector
    expect(checksum(payload.slice(0, -4))).toBe(crc)
  })

  test('static codes are read and built again byte by byte', () => {
    for (const { payload } of vectors.static) expect(buildEmv(parseEmv(payload) ?? [])).toBe(payload)
    expect(merchantOf(vectors.static[0].payload)).toEqual({ name: 'TOKO KUE IBU', city: 'BEKASI' })
  })

  test('static becomes dynamic with amount and tip', () => {
    for (const { from, amount, payload, tip_fixed: fixed, tip_percent: percent } of vectors.dynamic) {
      const tip = fixed !== undefined ? { fixed } : percent !== undefined ? { percent } : undefined
      expect(withAmount(vectors.static[from].payload, amount, tip)).toBe(payload)
      // A code that already has an amount gets the new one, not a second.
      expect(withAmount(payload, amount, tip)).toBe(payload)
    }
  })

  test('damaged codes are refused', () => {
    for (const { payload, why } of vectors.negative) {
      expect(parseEmv(payload), why).toBeUndefined()
      expect(() => withAmount(payload, 1_000), why).toThrow('tidak terbaca')
    }
  })

  test('one changed letter is always noticed, and nothing throws on rubbish', () => {
    const { payload } = vectors.static[0]
    for (let at = 0; at < payload.length; at++) expect(parseEmv(`${payload.slice(0, at)}${payload[at] === '7' ? '8' : '7'}${payload.slice(at + 1)}`)).toBeUndefined()
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => parseEmv(text) === undefined || true))
  })

  test('names with letters of two bytes keep their length', () => {
    const fields = [{ tag: '00', value: '01' }, { tag: '59', value: 'KAFÉ ÉÉÉ' }]
    expect(parseEmv(buildEmv(fields))?.slice(0, 2)).toEqual(fields)
  })
})
