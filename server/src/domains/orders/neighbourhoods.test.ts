import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { neighbourhoodIn, readNeighbourhoods } from './neighbourhoods.ts'
import { recordOrder } from './orders.ts'

describe('an address', () => {
  test.each([
    ['Jl. Melati 12 RT 3, Kel. Sendangmulyo, Kec. Tembalang', 'Sendangmulyo'],
    ['Kelurahan BANGETAYU WETAN Kecamatan Genuk Kota Semarang', 'Bangetayu Wetan'],
    ['Ds. Karangjati RT 02/RW 05 Kec Bergas', 'Karangjati'],
    ['perum asri blok c2 kel pedurungan kidul rt 4', 'Pedurungan Kidul'],
    ['Desa Sumber-Rejo - Kendal', 'Sumber-Rejo'],
  ])('%s names %s', (address, name) => expect(neighbourhoodIn(address)).toBe(name))

  test.each(['Jl. Kelapa Gading 5, Semarang', 'Toko Kelana, depan pasar', 'Kos Desain Interior lt 2', ''])('%s names none', (address) => expect(neighbourhoodIn(address)).toBeUndefined())
})

describe('the orders of a period', () => {
  let laris: TestApp
  let shop: Context
  beforeAll(async () => {
    laris = await createTestApp({ start: '2026-11-24T02:00:00Z' })
    shop = await laris.newBusiness()
  })
  afterAll(() => laris[Symbol.asyncDispose]())

  test('are counted by kelurahan, a buyer once, and those without one stay apart', async () => {
    let number = 0
    const order = async (address: string, phone: string, more: object = {}) => {
      const id = await shop.transaction((tx) => recordOrder(tx, { number: `K-${++number}`, source: 'manual', customerName: 'Rini', phone, status: 'completed', lines: [{ sku: '', name: 'Sambal', quantity: 1, unitPrice: 10_000 }], shippingFee: 0, placedAt: new Date('2026-11-20T03:00:00Z'), ...more }))
      await laris.superQuery("update orders set address = $1, city = 'Semarang' where id = $2", [address, id])
    }
    await order('Jl. A, Kel. Sendangmulyo', '081234567001')
    await order('Jl. A, kel sendangmulyo', '081234567001')
    await order('Jl. B, Kelurahan Sendangmulyo', '081234567002')
    await order('Jl. C, Kel. Meteseh', '081234567003', { status: 'cancelled' })
    await order('Jl. D', '081234567004')
    await order('Jl. E, Kel. Jangli', '081234567005', { placedAt: new Date('2026-10-01T03:00:00Z') })
    // The first of December where the shop is, and the first of November.
    await order('Jl. F, Kel. Jangli', '081234567006', { placedAt: new Date('2026-11-30T18:00:00Z') })
    await order('Jl. G, Kel. Tembalang', '081234567007', { placedAt: new Date('2026-10-31T18:00:00Z') })
    expect(await shop.transaction((tx) => readNeighbourhoods(tx, { from: '2026-11-01', to: '2026-11-30' }))).toEqual({
      rows: [{ name: 'Sendangmulyo', city: 'Semarang', people: 2, orders: 3, amount: 30_000 }, { name: 'Tembalang', city: 'Semarang', people: 1, orders: 1, amount: 10_000 }],
      addresses: 5,
    })
  })
})
