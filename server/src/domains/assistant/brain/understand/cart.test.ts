import { describe, expect, it } from 'vitest'
import { aShop, ask } from '../testing.ts'

const merah = '2 x Payung Lipat Rintik (Merah) @ Rp65.000 = Rp130.000'

describe('a change of mind about the goods', () => {
  it('adds to what is wanted', () => {
    expect(ask(['pesan payung lipat merah 1', 'tambah 1 lagi']).reply).toContain(merah)
  })

  it('takes pieces off', () => {
    expect(ask(['payung lipat merah 3, botol 500 ml 1', 'payung lipatnya kurangi 1', 'total berapa']).reply).toContain('Rp210.000')
  })

  it.each(['botolnya ga usah', 'botol ga jadi', 'gajadi botolnya kak'])('leaves out what is given up: %s', (said) => {
    const { reply, intent } = ask(['payung lipat merah 2 sama botol 500 ml 1', said])
    expect(reply).toContain('Rp130.000')
    expect(reply).not.toContain('Botol')
    expect(intent).toBe('order')
  })

  it('puts another product in the place of one', () => {
    const { reply } = ask(['payung lipat merah 2 sama botol 500 ml 1', 'botolnya ganti payung golf aja'])
    expect(reply).toContain('Payung Golf Badai')
    expect(reply).toContain('Rp275.000')
    expect(reply).not.toContain('Botol')
  })

  it('gives every line the number told for all', () => {
    expect(ask(['payung lipat merah 1 sama botol 500 ml 1', 'semuanya jadi 2']).reply).toContain('Rp290.000')
  })

  it('makes one of two pieces another variant', () => {
    const { reply } = ask(['botol minum 500 ml 2 pcs', 'eh yang satu 1 liter deh'])
    expect(reply).toContain('Rp80.000')
    expect(reply).toContain('Rp115.000')
  })

  it('notes no order that is given up, and hands nothing over', () => {
    const { reply, handoff } = ask(['pesan payung lipat merah 2', 'ga jadi deh kak'])
    expect(reply).not.toContain('Rp')
    expect(handoff).toBeNull()
  })

  it('keeps two colours of one product through a later question', () => {
    const { reply } = ask(['botol 500 ml 2 sama botol 1 liter 1', 'jadinya berapa'])
    expect(reply).toContain('Rp275.000')
  })

  it('weighs another order after a sum without adding it', () => {
    expect(ask(['payung lipat merah 2 total berapa', 'kalau payung golf 2 jadi berapa']).reply).not.toContain('Rintik')
    expect(ask(['payung lipat merah 2 total berapa', 'kalau tambah payung golf 1 jadi berapa']).reply).toContain('Rp275.000')
  })

  it('prices an order for a named day by that day', () => {
    const promos = [{ code: 'SABTU', text: 'Setiap Sabtu diskon 10% semua payung', from: '2026-11-01', to: '2027-12-31' }]
    const shop = { promos }
    expect(ask(['payung lipat merah 2 buat hari sabtu ya', 'total berapa'], { shop }).reply).toContain('Rp117.000')
    expect(ask(['payung lipat merah 2 buat hari kamis ya', 'total berapa'], { shop }).reply).not.toContain('Rp117.000')
  })
})

it('reads a number in a name as part of the name', () => {
  const products = [...aShop().products, { name: 'Tas Simpang Lima', category: 'Tas', variants: [{ sku: 'TSL-1', label: 'Hitam', price: 90_000, stock: 9, weightGrams: 300, description: 'Tas kain.' }] }]
  expect(ask('tas simpang lima hitam 1, total berapa', { products }).reply).toContain('Total barang Rp90.000')
  expect(ask('tas simpang lima lima biji total berapa', { products }).reply).toContain('Rp450.000')
})

describe('people and labels', () => {
  const set = { name: 'Paket Teduh', category: 'Paket', variants: [{ sku: 'PT-4', label: '4 orang', price: 200_000, stock: 9, weightGrams: 900, description: 'Empat payung dalam tas.' }] }
  const products = [...aShop().products, set]

  it('orders no five sets for five people', () => {
    expect(ask(['paket teduh cukup buat 5 orang?', 'total berapa'], { products }).reply).not.toContain('5 x')
    expect(ask('paket teduh buat 4 orang, total berapa', { products }).reply).toContain('Rp200.000')
  })

  it('picks the variant with or without a part', () => {
    const variants = ['Tanpa sarung', 'Dengan sarung'].map((label, i) => ({ sku: `PS-${i}`, label, price: 50_000 + 10_000 * i, stock: 9, weightGrams: 400, description: 'Payung kecil.' }))
    const withCover = [...aShop().products, { name: 'Payung Saku', category: 'Payung', variants }, { name: 'Sarung Payung', category: 'Sarung', variants: [{ ...variants[0], sku: 'SP-1', label: 'Hitam', price: 15_000 }] }]
    expect(ask(['payung saku ada?', 'yang pakai sarung aja 2'], { products: withCover }).reply).toContain('2 x Payung Saku (Dengan sarung)')
    expect(ask(['payung saku ada?', 'yang ga pake sarung brp'], { products: withCover }).reply).toContain('Rp50.000')
    expect(ask('payung saku sarung 2, total berapa', { products: withCover }).reply).toContain('Payung Saku (Dengan sarung)')
  })
})
