import { describe, expect, it } from 'vitest'
import type { Product } from '../knowledge/knowledge.ts'
import { ask } from '../testing.ts'

const umbrella = (name: string, variants: Partial<Product['variants'][number]>[]): Product => ({
  name, category: 'Payung',
  variants: variants.map((variant, i) => ({ sku: `${name.slice(-3).toUpperCase()}-${i}`, label: '', price: 50_000, stock: 40, weightGrams: 600, description: '', ...variant })),
})
const wholesale = (text: string) => ({ policies: [{ kind: 'wholesale' as const, text }] })

describe('sums of goods that fit equally', () => {
  const products = [umbrella('Payung Teduh Pagi', [{ label: '90 cm', price: 40_000, stock: 0 }]), umbrella('Payung Teduh Sore', [{ label: '90 cm', price: 45_000 }])]
  it.each(['mau 4 payung teduh 90 cm, total berapa?', 'payung teduh 90cm ambil 4 jadi brp'])('take one that is there: %s', (text) => {
    expect(ask(text, { products }).reply).toContain('Rp180.000')
  })
  it('take the cheapest when all are there', () => {
    const there = products.map((product) => ({ ...product, variants: product.variants.map((variant) => ({ ...variant, stock: 9 })) }))
    expect(ask('mau 4 payung teduh 90 cm, total berapa?', { products: there }).reply).toContain('Rp160.000')
  })
})

describe('prices by quantity', () => {
  const shop = wholesale('Harga agen untuk pembelian 20 payung campur: potong Rp1.500 per payung. Botol tidak ikut.')
  const products = [umbrella('Payung Pantai', [{}]), umbrella('Payung Gunung', [{ price: 60_000 }])]
  it('are computed from terms told after the number of pieces', () => {
    const answer = ask(['payung pantai brp', 'klo ambil 25 per payungnya jadi brp?'], { shop, products })
    expect(answer.intent).toBe('wholesale')
    expect(answer.reply).toContain('Rp48.500')
  })
  it('count different goods together where the shop mixes them', () => {
    expect(ask('payung pantai 12, payung gunung 10, total berapa?', { shop, products }).reply).toContain('Rp1.167.000')
    const apart = wholesale('Pembelian 20 payung: potong Rp1.500 per payung.')
    expect(ask('payung pantai 12, payung gunung 10, total berapa?', { shop: apart, products }).reply).toContain('Rp1.200.000')
  })
})
