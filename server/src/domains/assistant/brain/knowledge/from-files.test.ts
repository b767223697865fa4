import { expect, it } from 'vitest'
import { knowledgeFromFiles } from './from-files.ts'

const productsCsv = '\uFEFFsku,name,category,variant,price,stock,weight_grams,description\r\nA-1,"Kue ""Manis""",Kue,"Isi 4, kecil",12000,3,200,"Manis, tahan 2 hari."\r\nA-2,"Kue ""Manis""",Kue,Isi 8,22000,0,400,\r\n'
const shopJson = JSON.stringify({ name: 'Toko', policies: { returns: 'Tidak ada.' }, faqs: [{ q: 'Halal?', a: 'Ya.' }] })

it('rows of one name become variants; byte order marks, CRLF and quotes are read', () => {
  const knowledge = knowledgeFromFiles({ productsCsv, shopJson, ordersJson: '[]' }, '2026-11-24')
  expect(knowledge.products).toHaveLength(1)
  expect(knowledge.products[0].name).toBe('Kue "Manis"')
  expect(knowledge.products[0].variants.map(({ label, price, stock }) => [label, price, stock])).toEqual([['Isi 4, kecil', 12_000, 3], ['Isi 8', 22_000, 0]])
  expect(knowledge.shop.freeShippingOver).toBeNull()
})

it('a wrong shape is an error, not a guess', () => {
  expect(() => knowledgeFromFiles({ productsCsv: 'sku,name,price\nA,B,murah\n', shopJson, ordersJson: '[]' }, '2026-11-24')).toThrow()
  expect(() => knowledgeFromFiles({ productsCsv, shopJson: '{', ordersJson: '[]' }, '2026-11-24')).toThrow()
})
